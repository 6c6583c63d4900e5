namespace Saker.Platform.Jobs;

/// <summary>A right that one process has at a time.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Owner">Who took it.</param>
/// <param name="Fence">The number of this taking: those of later ones are larger.</param>
internal sealed record Lease(string Name, string Owner, long Fence);
