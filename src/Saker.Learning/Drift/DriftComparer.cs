using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift.Joint;
using Saker.Learning.Drift.Measures;
using Saker.Learning.Drift.Quality;
using Saker.Learning.Drift.Sides;

namespace Saker.Learning.Drift;

/// <summary>Compares two sides, column by column and all together, and says whether that is drift.</summary>
public static class DriftComparer
{
    // A test of fewer rows finds nothing but the grossest changes.
    private const int FewRows = 50;

    /// <summary>Of rows: exact.</summary>
    /// <param name="reference">What is expected.</param>
    /// <param name="current">What is compared with it.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Stops it between columns.</param>
    /// <exception cref="SakerException">An option is out of its range, or names a column that the reference has not.</exception>
    public static DriftReport Compare(Table reference, Table current, DriftOptions? options, CancellationToken cancellationToken)
    {
        options = Checked(options, [.. reference.Columns.Select(column => column.Name)]);
        var (before, after) = (reference.Select(Kept(reference.Columns.Select(column => column.Name), options)), current.Select(Kept(current.Columns.Select(column => column.Name), options)));
        Column[] shared = [.. before.Columns.Where(column => after.Find(column.Name) is { } other && IsText(column.Type) == IsText(other.Type))];
        var comparer = new ColumnComparer(options);
        var columns = new ColumnDrift[shared.Length];
        Parallel.For(0, shared.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, i => columns[i] = Compare(comparer, shared[i], after.Get(shared[i].Name)));
        var isJoint = options.Joint != JointMethod.None && shared.Length > 1 && before.RowCount >= FewRows && after.RowCount >= FewRows;
        var alpha = options.Alpha / (1 + (isJoint ? 1 : 0) + (options.Quality ? 1 : 0));
        var names = shared.Select(column => column.Name).ToArray();
        return new DriftReport
        {
            Basis = DriftBasis.Rows,
            ReferenceRowCount = reference.RowCount,
            CurrentRowCount = current.RowCount,
            Alpha = options.Alpha,
            PartAlpha = alpha,
            Columns = ColumnComparer.Judge(columns, alpha, options.MinEffect),
            Joint = isJoint ? JointComparer.Compare(before.Select(names), after.Select(names), options, alpha, cancellationToken) : null,
            Quality = options.Quality ? QualityComparer.Judge(QualityComparer.Of(before, after, options.IsOneNumberType, options.Threads, cancellationToken), alpha, options.MinQualityEffect) : [],
            Warnings = [.. Warn(reference.RowCount, current.RowCount)],
        };
    }

    /// <summary>Of profiles: within the stated errors of their sketches, and without a look at how columns go together.</summary>
    /// <exception cref="SakerException">An option is out of its range, or names a column that the reference has not.</exception>
    public static DriftReport Compare(Profile reference, Profile current, DriftOptions? options) => Compare(reference, current, rows: null, options, CancellationToken.None);

    /// <summary>
    /// Of profiles of all rows, and where those can tell less than a sample of the rows, of that: by rank where the measure asks for it, and where a profile's error
    /// weighs more than the rows that the sample lacks. Which of both a column is compared by depends on how many rows there are, never on what they say.
    /// </summary>
    /// <param name="reference">Of what is expected.</param>
    /// <param name="current">Of what is compared with it.</param>
    /// <param name="rows">Rows of both sides, each a uniform sample; columns that a side lacks are compared by their profiles.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Stops it between columns.</param>
    /// <exception cref="SakerException">An option is out of its range, or names a column that the reference has not.</exception>
    public static DriftReport Compare(Profile reference, Profile current, (Table Reference, Table Current) rows, DriftOptions? options, CancellationToken cancellationToken) =>
        Compare(reference, current, ((Table, Table)?)rows, options, cancellationToken);

    private static DriftReport Compare(Profile reference, Profile current, (Table Reference, Table Current)? rows, DriftOptions? options, CancellationToken cancellationToken)
    {
        options = Checked(options, [.. reference.Columns.Select(column => column.Name)]);
        string[] names = [.. Kept(reference.Columns.Select(column => column.Name), options)];
        (ColumnProfile Before, ColumnProfile After)[] shared =
        [
            .. names.Select(name => (Before: reference.Get(name), After: current.Find(name))).Where(pair => pair.After is { } other && IsText(pair.Before.Type) == IsText(other.Type)).Select(pair => (pair.Before, pair.After!)),
        ];
        var comparer = new ColumnComparer(options);
        var alpha = options.Alpha / (options.Quality ? 2 : 1);
        return new DriftReport
        {
            Basis = DriftBasis.Profiles,
            ReferenceRowCount = reference.RowCount,
            CurrentRowCount = current.RowCount,
            Alpha = options.Alpha,
            PartAlpha = alpha,
            Columns = ColumnComparer.Judge([.. shared.Select(pair => CompareBest(pair.Before, pair.After))], alpha, options.MinEffect),
            Joint = null,
            Quality = options.Quality ? QualityComparer.Judge(QualityComparer.Of(reference, current, [.. names, .. Kept(current.Columns.Select(column => column.Name), options).Where(name => reference.Find(name) is null)], options.IsOneNumberType), alpha, options.MinQualityEffect) : [],
            Warnings = [.. Warn(reference.RowCount, current.RowCount)],
        };

        ColumnDrift CompareBest(ColumnProfile before, ColumnProfile after)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var byProfile = Compare(comparer, before, after);
            return rows is { } both && both.Reference.Find(before.Name) is { } expected && both.Current.Find(before.Name) is { } seen && IsText(expected.Type) == IsText(before.Type) && IsText(seen.Type) == IsText(before.Type)
                ? BasisChoice.Of(byProfile, Compare(comparer, expected, seen), alpha / shared.Length)
                : byProfile;
        }
    }

    private static ColumnDrift Compare(ColumnComparer comparer, Column before, Column after)
    {
        if (before is Column<string> texts)
            return comparer.OfTexts(before.Name, texts, (Column<string>)after);
        var pair = new SortedPair(SortedNumbers.Of(ColumnNumbers.Of(before)!), SortedNumbers.Of(ColumnNumbers.Of(after)!)) { Type = before.Type };
        return comparer.OfNumbers(before.Name, (before.Type, after.Type), pair);
    }

    private static ColumnDrift Compare(ColumnComparer comparer, ColumnProfile before, ColumnProfile after) => before.Numbers is { } numbers
        ? comparer.OfNumbers(before.Name, (before.Type, after.Type), new ProfilePair(numbers, after.Numbers!) { Type = before.Type }) with { Basis = DriftBasis.Profiles }
        : comparer.OfCategories(before.Name, (before.Type, after.Type), TextCounts.Of(before, after), isOrdered: false) with { Basis = DriftBasis.Profiles };

    private static bool IsText(ColumnType type) => type == ColumnType.Text;

    private static IEnumerable<string> Kept(IEnumerable<string> names, DriftOptions options) =>
        names.Where(name => (options.Columns is null || options.Columns.Contains(name)) && !options.Ignored.Contains(name));

    private static DriftOptions Checked(DriftOptions? options, IReadOnlyList<string> columns)
    {
        options ??= new DriftOptions();
        options.Validate();
        Problem[] unknown = [.. (options.Columns ?? []).Where(name => !columns.Contains(name)).Select(name => new Problem(nameof(DriftOptions.Columns), $"the reference has no column '{name}'; it has {string.Join(", ", columns)}."))];
        return unknown.Length == 0 ? options : throw new SakerException(ErrorKind.InvalidInput, "Columns to compare are not there:", unknown);
    }

    private static IEnumerable<string> Warn(long reference, long current)
    {
        if (reference < FewRows)
            yield return FormattableString.Invariant($"the reference has {reference} rows; below {FewRows} only gross changes are found");
        if (current < FewRows)
            yield return FormattableString.Invariant($"there are {current} current rows; below {FewRows} only gross changes are found");
    }
}
