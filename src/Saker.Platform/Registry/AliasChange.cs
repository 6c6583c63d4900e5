namespace Saker.Platform.Registry;

/// <summary>An alias that is to move.</summary>
public sealed record AliasChange
{
    public required string Model { get; init; }

    public required string Alias { get; init; }

    /// <summary>The version that it points at from now on; null takes the alias away.</summary>
    public required int? Version { get; init; }

    /// <summary>Why, in the mover's words: what was measured, who decided.</summary>
    public string? Evidence { get; init; }

    /// <summary>Why it moves although the version's gates did not pass; null unless somebody overrides. It is kept with the move where it was needed.</summary>
    public string? Override { get; init; }

    /// <summary>Why a version comes to endpoints that follow the alias although it was rolled back there; null where it was not.</summary>
    public string? Retry { get; init; }

    /// <summary>Whether somebody else must approve even where the alias is not protected, as when a program proposes it.</summary>
    public bool Asks { get; init; }

    /// <summary>Who moves it; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
