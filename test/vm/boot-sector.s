# SPDX-License-Identifier: Apache-2.0
# The tiny guest that proves an accelerator: long mode, paging, an MSR, SSE and cmpxchg16b, then "PARTICLE-OK" on the
# debug port. boot-sector.ts holds it assembled, because a machine that runs the tests need not have binutils:
#   as -o b.o boot-sector.s && ld -m elf_x86_64 -Ttext 0x7c00 --oformat binary -o b.bin b.o && base64 -w0 b.bin
.intel_syntax noprefix
.code16
.globl _start
_start:
    cli
    xor ax, ax
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov sp, 0x7c00
    mov edi, 0x1000
    mov cr3, edi
    xor eax, eax
    mov ecx, 3072
    rep stosd
    mov dword ptr [0x1000], 0x2003
    mov dword ptr [0x2000], 0x3003
    mov dword ptr [0x3000], 0x83
    mov eax, cr4
    or eax, 0x220
    mov cr4, eax
    mov ecx, 0xc0000080
    rdmsr
    or eax, 0x100
    wrmsr
    mov eax, cr0
    and eax, 0xfffffffb
    or eax, 0x80000001
    mov cr0, eax
    lgdt [gdtr]
    .byte 0xea
    .word long_mode, 8
.code64
long_mode:
    mov ax, 16
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov eax, 1
    cpuid
    xor eax, eax
    xor edx, edx
    mov ebx, 1
    xor ecx, ecx
    mov edi, 0x5000
    mov qword ptr [rdi], 0
    mov qword ptr [rdi + 8], 0
    lock cmpxchg16b [rdi]
    movups xmm0, [rdi]
    movups [rdi + 16], xmm0
    mov esi, offset message
    mov ecx, 12
    add ecx, [rdi + 16]
    sub ecx, 1
next:
    lodsb
    out 0xe9, al
    loop next
    mov al, 0x20
    mov dx, 0x501
    out dx, al
stop:
    hlt
    jmp stop
message:
    .ascii "PARTICLE-OK\n"
.balign 8
gdt:
    .quad 0, 0x00af9a000000ffff, 0x00cf92000000ffff
gdtr:
    .word 23
    .long gdt
.org 510
    .word 0xaa55
