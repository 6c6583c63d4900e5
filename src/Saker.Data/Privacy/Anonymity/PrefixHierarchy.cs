namespace Saker.Data.Privacy.Anonymity;

/// <summary>Texts by their first characters, as postal codes are; the others become stars.</summary>
internal sealed class PrefixHierarchy(IReadOnlyList<int> lengths) : Hierarchy(lengths.Count)
{
    public override string ToString() => $"prefix {string.Join(", ", lengths)}";

    private protected override string Inner(string value, int level)
    {
        var kept = Math.Min(lengths[level - 1], value.Length);
        // Half of a surrogate pair is no character.
        if (kept > 0 && kept < value.Length && char.IsHighSurrogate(value[kept - 1]))
            kept--;
        return string.Concat(value.AsSpan(0, kept), new string('*', value.Length - kept));
    }
}
