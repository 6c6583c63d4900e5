using Saker.Data.Privacy.Anonymity;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Transforms;

/// <summary>What is done to one column.</summary>
public sealed record ProtectionRule
{
    public required ProtectionKind Kind { get; init; }

    /// <summary>The types of spans that it is done to, and the text around them stays; null does it to whole cells.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>For <see cref="ProtectionKind.Mask"/>: how many letters and digits stay at the beginning.</summary>
    public int KeepFirst { get; init; }

    /// <summary>For <see cref="ProtectionKind.Mask"/>: how many stay at the end.</summary>
    public int KeepLast { get; init; }

    /// <summary>For <see cref="ProtectionKind.Tokenise"/>: whether the same value gets the same token.</summary>
    public bool IsDeterministic { get; init; }

    /// <summary>What the keys are for: columns of the same purpose can be joined by hashes and deterministic tokens. Null: the column's name.</summary>
    public string? Purpose { get; init; }

    /// <summary>The key for hashes and tokens, so that a rotation does not change them; null takes the active one.</summary>
    public KeyId? Key { get; init; }

    /// <summary>For <see cref="ProtectionKind.Generalise"/>: the hierarchy.</summary>
    internal Hierarchy? Hierarchy { get; init; }

    /// <summary>For <see cref="ProtectionKind.Generalise"/>: its level, from 1.</summary>
    internal int Level { get; init; } = 1;

    /// <summary>What is done to a column, in words, with all that the rule says: <c>hash customerID (purpose customer)</c>.</summary>
    /// <param name="column">The column's name.</param>
    public string Describe(string column)
    {
        string?[] details =
        [
            Types is { } types ? $"{string.Join(" and ", types)} in it" : null,
            Hierarchy?.ToString(),
            Hierarchy is not null && Level != 1 ? FormattableString.Invariant($"level {Level}") : null,
            KeepFirst > 0 ? FormattableString.Invariant($"first {KeepFirst} kept") : null,
            KeepLast > 0 ? FormattableString.Invariant($"last {KeepLast} kept") : null,
            IsDeterministic ? "deterministic" : null,
            Purpose is null ? null : $"purpose {Purpose}",
            Key is { } key ? $"key {key}" : null,
        ];
        var said = string.Join(", ", details.OfType<string>());
        return $"{Kind.ToString().ToLowerInvariant()} {column}{(said.Length == 0 ? "" : $" ({said})")}";
    }

    internal bool NeedsKeys => Kind is ProtectionKind.Hash or ProtectionKind.Tokenise;
}
