using Saker.Platform.Identity;

namespace Saker.Platform.Registry;

/// <summary>That an alias moves only when others than the one who asks approve.</summary>
public sealed record AliasProtection
{
    public const int MaxApprovals = 10;

    public required string Model { get; init; }

    public required string Alias { get; init; }

    /// <summary>The least role of those who approve: deployer or admin.</summary>
    public required Role Role { get; init; }

    /// <summary>How many must approve, 1 to <see cref="MaxApprovals"/>.</summary>
    public int Count { get; init; } = 1;
}
