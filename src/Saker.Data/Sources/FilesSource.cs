using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// Several files as one source, one after another. Columns are matched by name, in the order of the first file; every file must have the same.
/// A column that has other types in other files gets the one that holds all: <c>float64</c> for numbers, <c>timestamp</c> for times, else <c>text</c>.
/// </summary>
public sealed record FilesSource : DataSource
{
    private const int MaxTold = 20;

    /// <summary>The files, in order; asked whenever the source is read.</summary>
    public required Func<IReadOnlyList<DataSource>> Find { get; init; }

    /// <summary>How messages call all of them: a glob or a folder.</summary>
    public required string Pattern { get; init; }

    public override string Name => Pattern;

    internal override CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken) => OpenOn(connection, [], cancellationToken);

    internal override CheckTarget OpenOn(SqlConnection connection, IReadOnlyList<Check> checks, CancellationToken cancellationToken)
    {
        var parts = new List<CheckTarget>();
        // Values that differ within files may be the same in several: counting them by file tells nothing.
        checks = [.. checks.Where(check => check is not UniqueCheck)];
        try
        {
            foreach (var part in Find())
            {
                parts.Add((part with { Columns = Columns, Misfits = MisfitPolicy.Fail, MaxRows = MaxRows, MaxColumns = MaxColumns }).OpenOn(connection, checks, cancellationToken));
                SourceLimits.RequireWithin(this, 0, parts.Sum(opened => opened.RowCount));
            }
            RequireAlike(parts);
            return FilesTarget.Open(this, parts);
        }
        catch
        {
            foreach (var part in parts)
                part.Dispose();
            throw;
        }
    }

    private void RequireAlike(List<CheckTarget> parts)
    {
        var first = parts[0];
        var problems = new List<Problem>();
        foreach (var part in parts.Skip(1))
        {
            problems.AddRange(first.Schema.Where(column => !part.Schema.Contains(column.Name)).Select(column => new Problem(column.Name, $"{part.Source} lacks this column, which {first.Source} has.")));
            problems.AddRange(part.Schema.Where(column => !first.Schema.Contains(column.Name)).Select(column => new Problem(column.Name, $"{part.Source} has this column, which {first.Source} lacks.")));
        }
        var rest = problems.Count > MaxTold ? FormattableString.Invariant($" The first {MaxTold} of {problems.Count} are listed.") : "";
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: the files have different columns; read them apart, or make them alike:{rest}", [.. problems.Take(MaxTold)]);
    }
}
