using System.Text.RegularExpressions;

namespace Saker.Architecture.Tests.Projects;

/// <summary>
/// A table of a documentation page whose first column names things and whose last column names, as code, what each may
/// use. What may be used is also what that may use, and so on.
/// </summary>
internal sealed partial class DependencyTable
{
    private readonly Dictionary<string, string[]> _rows = new(StringComparer.Ordinal);

    /// <param name="markdown">The page.</param>
    /// <param name="firstHeader">What the head of the table's first column says.</param>
    public DependencyTable(string markdown, string firstHeader)
    {
        var lines = markdown.Split('\n').Select(line => line.Trim());
        foreach (var line in lines.SkipWhile(line => !line.StartsWith($"| {firstHeader} |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')))
        {
            var cells = line.Trim('|').Split('|');
            _rows.Add(Names(cells[0]).Single(), [.. Names(cells[^1])]);
        }
        if (_rows.Count == 0)
            throw new InvalidOperationException($"The page has no table whose first column is '{firstHeader}'.");
    }

    public IReadOnlyCollection<string> Rows => _rows.Keys;

    public bool Allows(string user, string used) => Reachable(user).Contains(used);

    /// <summary>Names that are allowed in some row but have no row themselves.</summary>
    public IEnumerable<string> Dangling => _rows.Values.SelectMany(names => names).Where(name => !_rows.ContainsKey(name)).Distinct();

    /// <summary>Rows that may use themselves over others.</summary>
    public IEnumerable<string> Circular => _rows.Keys.Where(name => Reachable(name).Contains(name));

    public string Describe(string user) => !_rows.TryGetValue(user, out var names)
        ? $"{user} has no row"
        : $"{user} may use {(names.Length == 0 ? "nothing of ours" : string.Join(", ", names))}";

    private HashSet<string> Reachable(string user)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(_rows.GetValueOrDefault(user, []));
        while (open.TryPop(out var name))
        {
            if (reached.Add(name))
                foreach (var next in _rows.GetValueOrDefault(name, []))
                    open.Push(next);
        }
        return reached;
    }

    private static IEnumerable<string> Names(string cell) => CodeSpan().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}
