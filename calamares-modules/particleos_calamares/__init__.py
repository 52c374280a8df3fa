# SPDX-License-Identifier: GPL-3.0-or-later
"""What the jobs of ParticleOS for Calamares share. Each speaks to particleos-installer by process and JSON only."""
