using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>A run of a table's page with the runs nested in it, each after the one that it is part of.</summary>
public sealed record RunFamily(Run Run, IReadOnlyList<RunLine> Nested)
{
    /// <summary>Whether more runs may be nested in it than are shown, or some where none are.</summary>
    public bool HasMore { get; init; }

    /// <summary>Families of the runs, in their order.</summary>
    /// <param name="runs">The outer runs.</param>
    /// <param name="nested">The runs within them, however deep, in the order in which siblings stand.</param>
    /// <param name="isCut">Whether there are more nested ones, of whichever.</param>
    public static IReadOnlyList<RunFamily> Of(IReadOnlyList<Run> runs, IReadOnlyList<Run> nested, bool isCut)
    {
        var children = nested.ToLookup(run => run.ParentId);
        return [.. runs.Select(run =>
        {
            List<RunLine> lines = [];
            AddChildren(run.Id, depth: 1);
            return new RunFamily(run, lines) { HasMore = isCut };

            void AddChildren(RunId parent, int depth)
            {
                foreach (var child in children[parent])
                {
                    lines.Add(new RunLine(child, depth));
                    AddChildren(child.Id, depth + 1);
                }
            }
        })];
    }
}
