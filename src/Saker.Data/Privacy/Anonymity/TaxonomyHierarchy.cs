namespace Saker.Data.Privacy.Anonymity;

/// <summary>Values in groups that are named, groups in larger groups, as a tree declares it; all leaves are equally deep.</summary>
internal sealed class TaxonomyHierarchy : Hierarchy
{
    private readonly IReadOnlyDictionary<string, string[]> _paths;

    /// <param name="paths">By value the names of its groups, the smallest first.</param>
    /// <param name="depth">How many groups each value is in.</param>
    public TaxonomyHierarchy(IReadOnlyDictionary<string, string[]> paths, int depth)
        : base(depth) => _paths = paths;

    private protected override string Inner(string value, int level) => _paths.TryGetValue(value, out var path)
        ? path[level - 1]
        : throw new SakerException(ErrorKind.InvalidInput, $"'{value}' is not in the taxonomy; add it to a group.");
}
