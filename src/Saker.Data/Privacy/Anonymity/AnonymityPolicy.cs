namespace Saker.Data.Privacy.Anonymity;

/// <summary>What rows must fulfil before they are given out, and how they may be changed for it.</summary>
public sealed record AnonymityPolicy
{
    /// <summary>The columns by which somebody could be recognised, each with the ways to write it more coarsely.</summary>
    public required IReadOnlyList<QuasiColumn> Quasi { get; init; }

    /// <summary>The columns that must not be learnt of somebody.</summary>
    public IReadOnlyList<string> Sensitive { get; init; } = [];

    /// <summary>The fewest rows that share their quasi-identifiers (Sweeney, "k-Anonymity", 2002); at least 1.</summary>
    public int K { get; init; } = 5;

    /// <summary>The least diversity of every sensitive column in a group; 1 asks for none.</summary>
    public double L { get; init; } = 1;

    public DiversityKind LKind { get; init; } = DiversityKind.Distinct;

    /// <summary>
    /// The most that a group's sensitive values may differ from those of all rows, 0 to 1: half the sum of the differences of their shares, which is
    /// the earth mover's distance where all values are equally far apart (Li et al., "t-Closeness", 2007). 1 asks for nothing.
    /// </summary>
    public double T { get; init; } = 1;

    /// <summary>The share of rows that may be left out, 0 to 1.</summary>
    public double MaxSuppressedShare { get; init; } = 0.05;

    /// <summary>After so many combinations of levels the search takes the best so far and says that it may not be the best there is.</summary>
    public int MaxNodes { get; init; } = 20_000;

    internal const int DefaultMaxCombinations = 5_000_000;

    /// <summary>More different combinations of quasi-identifiers are an error: they are held in memory.</summary>
    public int MaxCombinations { get; init; } = DefaultMaxCombinations;

    /// <summary>Reads a policy from YAML; all that is wrong is told at once, with lines.</summary>
    /// <exception cref="SakerException">It is no YAML, or holds keys or values that are not understood.</exception>
    public static AnonymityPolicy Parse(string text, string name = "the policy") => PrivacyYaml.Read(text, name, Create);

    /// <summary>Reads a policy out of a section; what is wrong is added to the problems of the settings.</summary>
    public static AnonymityPolicy Create(Settings settings)
    {
        var quasi = settings.Section("quasi");
        var columns = quasi.Keys().Select(name => new QuasiColumn(name, ReadHierarchy(quasi, name))).ToArray();
        if (columns.Length == 0)
            settings.Report("quasi", "name at least one column by which somebody could be recognised.");
        var policy = new AnonymityPolicy
        {
            Quasi = columns,
            Sensitive = settings.Texts("sensitive"),
            K = settings.Integer("k", 5, 1, int.MaxValue),
            L = settings.Number("l", 1, 1, 1e9),
            LKind = settings.Choice("l_kind", "distinct", "distinct", "entropy") == "entropy" ? DiversityKind.Entropy : DiversityKind.Distinct,
            T = settings.Number("t", 1, 0, 1),
            MaxSuppressedShare = settings.Number("max_suppressed", 0.05, 0, 1),
            MaxNodes = settings.Integer("max_nodes", 20_000, 1, 10_000_000),
        };
        if ((policy.L > 1 || policy.T < 1) && policy.Sensitive.Count == 0)
            settings.Report("sensitive", "l and t are about sensitive columns; name at least one.");
        foreach (var both in policy.Sensitive.Intersect(columns.Select(column => column.Name)))
            settings.Report("sensitive", $"'{both}' is a quasi-identifier too; it can be one of both.");
        settings.RejectUnknown();
        return policy;
    }

    private static Hierarchy ReadHierarchy(Settings quasi, string name)
    {
        if (quasi.Value(name) is "suppress")
            return new SuppressionHierarchy();
        var section = quasi.Section(name);
        var hierarchy = HierarchyReader.Read(section);
        section.RejectUnknown();
        return hierarchy;
    }
}
