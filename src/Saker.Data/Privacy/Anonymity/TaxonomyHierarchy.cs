using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Saker.Data.Checks;

namespace Saker.Data.Privacy.Anonymity;

/// <summary>Values in groups that are named, groups in larger groups, as a tree declares it; all leaves are equally deep.</summary>
internal sealed class TaxonomyHierarchy : Hierarchy
{
    private readonly IReadOnlyDictionary<string, string[]> _paths;

    /// <param name="paths">By value the names of its groups, the smallest first.</param>
    /// <param name="depth">How many groups each value is in.</param>
    public TaxonomyHierarchy(IReadOnlyDictionary<string, string[]> paths, int depth)
        : base(depth) => _paths = paths;

    /// <summary>How many values it has, and the beginning of a digest that differs where a value or its groups do.</summary>
    public override string ToString()
    {
        var lines = _paths.OrderBy(path => path.Key, StringComparer.Ordinal).Select(path => JsonSerializer.Serialize((string[])[path.Key, .. path.Value]));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        return $"taxonomy of {Words.Count(_paths.Count, "value")}, {digest[..12]}";
    }

    internal override string Misfit(int level) => "is not in the taxonomy; add it to a group.";

    private protected override string? Inner(string value, int level) => _paths.TryGetValue(value, out var path) ? path[level - 1] : null;
}
