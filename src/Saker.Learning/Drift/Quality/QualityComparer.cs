using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift.Measures;
using Saker.Learning.Drift.Sides;

namespace Saker.Learning.Drift.Quality;

/// <summary>Looks for missing, new and impossible values, and for columns and types that changed.</summary>
internal static class QualityComparer
{
    /// <summary>Of rows.</summary>
    public static IReadOnlyList<QualityDrift> Of(Table reference, Table current, bool isOneNumberType, int threads, CancellationToken cancellationToken)
    {
        var findings = new IReadOnlyList<QualityDrift>[reference.Columns.Count];
        Parallel.For(0, findings.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i => findings[i] = [.. Of(reference.Columns[i], current.Find(reference.Columns[i].Name), isOneNumberType)]);
        return [.. findings.SelectMany(found => found), .. current.Columns.Where(column => reference.Find(column.Name) is null).SelectMany(column => Schema(column.Name, null, column.Type, isOneNumberType))];
    }

    private static IEnumerable<QualityDrift> Of(Column before, Column? after, bool isOneNumberType)
    {
        foreach (var finding in Schema(before.Name, before.Type, after?.Type, isOneNumberType))
            yield return finding;
        if (after is null)
            yield break;
        yield return Nulls(before.Name, before.NullCount, before.Length, after.NullCount, after.Length);
        if (before is Column<string> texts && after is Column<string> others)
            yield return NewTexts(before.Name, TextCounts.Of(texts, others));
        else if (before is not Column<string> && after is not Column<string>)
            yield return OutOfRange(before.Name, before.Type, RangeOf(ColumnNumbers.Of(before)!), ColumnNumbers.Of(after)!);
    }

    /// <summary>Of profiles; new texts where the reference's are all known.</summary>
    public static IReadOnlyList<QualityDrift> Of(Profile reference, Profile current, IReadOnlyList<string> names, bool isOneNumberType)
    {
        var findings = new List<QualityDrift>();
        foreach (var name in names)
        {
            var (before, after) = (reference.Find(name), current.Find(name));
            findings.AddRange(Schema(name, before?.Type, after?.Type, isOneNumberType));
            if (before is null || after is null)
                continue;
            findings.Add(Nulls(name, before.NullCount, before.Count, after.NullCount, after.Count));
            if (before.Texts is { IsExact: true } && after.Texts is not null)
                findings.Add(NewTexts(name, Known(before, after)));
            else if (before.Numbers is { } numbers && after.Numbers is { } others)
                findings.Add(OutOfRange(name, new ProfilePair(numbers, others) { Type = before.Type }));
        }
        return findings;
    }

    /// <summary>Decides of all findings at once.</summary>
    public static IReadOnlyList<QualityDrift> Judge(IReadOnlyList<QualityDrift> findings, double alpha, double minEffect)
    {
        // Columns and types are facts and no tests; they would only make the others look less likely to be chance.
        var corrected = BenjaminiHochberg.Adjust([.. findings.Select(finding => IsFact(finding) ? double.NaN : finding.PValue)]);
        return
        [
            .. findings.Select((finding, i) => IsFact(finding)
                ? finding with { CorrectedPValue = 0, Drifted = true }
                : finding with { CorrectedPValue = corrected[i], Drifted = corrected[i] <= alpha && Math.Abs(finding.CurrentShare - finding.ReferenceShare) >= minEffect }),
        ];
    }

    private static bool IsFact(QualityDrift finding) => finding.Kind is QualityKind.TypeChange or QualityKind.Gone or QualityKind.Added;

    private static IEnumerable<QualityDrift> Schema(string name, ColumnType? before, ColumnType? after, bool isOneNumberType)
    {
        if (before == after || (isOneNumberType && before?.IsNumeric() == true && after?.IsNumeric() == true))
            yield break;
        var (kind, summary) = (before, after) switch
        {
            (null, { } added) => (QualityKind.Added, $"the column is new ({added.Name()})"),
            ({ } gone, null) => (QualityKind.Gone, $"the column is gone (was {gone.Name()})"),
            _ => (QualityKind.TypeChange, $"was {before!.Value.Name()}, is {after!.Value.Name()}"),
        };
        yield return new QualityDrift { Column = name, Kind = kind, ReferenceShare = double.NaN, CurrentShare = double.NaN, PValue = 0, Summary = summary };
    }

    private static QualityDrift Nulls(string name, long before, long beforeRows, long after, long afterRows)
    {
        var (left, right) = (Share(before, beforeRows), Share(after, afterRows));
        return new QualityDrift
        {
            Column = name,
            Kind = QualityKind.Nulls,
            ReferenceShare = left,
            CurrentShare = right,
            PValue = Shares.PValue(before, beforeRows, after, afterRows),
            Summary = $"missing {NumberText.Percent(left)} -> {NumberText.Percent(right)}",
        };
    }

    /// <summary>A reference without end would have new texts too: as many as it has texts that occur once (Good 1953).</summary>
    private static QualityDrift NewTexts(string name, CategoryPair counts)
    {
        var (once, fresh, examples) = (0L, 0L, new List<string>());
        var named = counts.Labels.Length - (counts.HasRest ? 1 : 0);
        for (var i = 0; i < counts.Labels.Length; i++)
        {
            once += i < named && counts.Reference[i] == 1 ? 1 : 0;
            if (counts.Reference[i] > 0 || counts.Current[i] == 0)
                continue;
            fresh += (long)counts.Current[i];
            if (i < named && examples.Count < 3)
                examples.Add($"'{(counts.Labels[i].Length > 40 ? counts.Labels[i][..40] + "…" : counts.Labels[i])}'");
        }
        var (before, after) = ((long)counts.ReferenceCount, (long)counts.CurrentCount);
        return new QualityDrift
        {
            Column = name,
            Kind = QualityKind.NewValues,
            ReferenceShare = Share(once, before),
            CurrentShare = Share(fresh, after),
            PValue = Share(fresh, after) <= Share(once, before) ? 1 : Shares.PValue(once, before, fresh, after),
            Summary = fresh == 0 ? "no new values" : $"new values in {NumberText.Percent(Share(fresh, after))} of rows: {string.Join(", ", examples)}",
        };
    }

    private static QualityDrift OutOfRange(string name, NumberPair pair) => OutOfRange(name, pair.Type, pair.Range, pair.ReferenceCount, pair.CurrentCount, pair.Outside);

    private static QualityDrift OutOfRange(string name, ColumnType type, (double Min, double Max, long Count) range, double[] current)
    {
        var (below, above, count) = (0L, 0L, 0L);
        foreach (var value in current)
        {
            if (!double.IsFinite(value))
                continue;
            count++;
            below += value < range.Min ? 1 : 0;
            above += value > range.Max ? 1 : 0;
        }
        return OutOfRange(name, type, (range.Min, range.Max), range.Count, count, (below, above));
    }

    private static QualityDrift OutOfRange(string name, ColumnType type, (double Min, double Max) range, long before, long after, (long Below, long Above) outside)
    {
        if (before == 0 || after == 0)
            return new QualityDrift { Column = name, Kind = QualityKind.OutOfRange, ReferenceShare = 0, CurrentShare = 0, PValue = double.NaN, Summary = "nothing to compare" };
        var share = Share(outside.Below + outside.Above, after);
        return new QualityDrift
        {
            Column = name,
            Kind = QualityKind.OutOfRange,
            ReferenceShare = 0,
            CurrentShare = share,
            // Two chances to be beyond: either end.
            PValue = Math.Min(1, 2 * Math.Min(Shares.Beyond(outside.Below, before, after), Shares.Beyond(outside.Above, before, after))),
            Summary = $"{NumberText.Percent(share)} of numbers outside {NumberLabels.Of(range.Min, type)} to {NumberLabels.Of(range.Max, type)}",
        };
    }

    private static (double Min, double Max, long Count) RangeOf(double[] values)
    {
        var (min, max, count) = (double.PositiveInfinity, double.NegativeInfinity, 0L);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            count++;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        return (min, max, count);
    }

    /// <summary>All texts of the reference, those of the current side that are known, and the rest of it only when none of the reference's is missing among the known.</summary>
    private static CategoryPair Known(ColumnProfile before, ColumnProfile after)
    {
        var known = after.Texts!.Top.ToDictionary(item => item.Text, item => item.Count, StringComparer.Ordinal);
        var own = before.Texts!.Top.ToDictionary(item => item.Text, item => item.Count, StringComparer.Ordinal);
        string[] labels = [.. own.Keys.Union(known.Keys)];
        double[] current = [.. labels.Select(text => (double)known.GetValueOrDefault(text))];
        var rest = after.Count - after.NullCount - current.Sum();
        // What is not named may be of the reference's texts, so it is not called new.
        return new CategoryPair([.. labels, "others"], [.. labels.Select(text => (double)own.GetValueOrDefault(text)), double.Epsilon], [.. current, rest], HasRest: true, 0);
    }

    private static double Share(long count, long total) => total == 0 ? 0 : (double)count / total;
}
