using System.Globalization;
using Saker.Data;
using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Selection.Leakage;

/// <summary>Time travel: rows and columns that know what came later.</summary>
internal static class TimeScreen
{
    // Clocks differ and days are rounded; a few rows may be so.
    private const double MinLaterShare = 0.01;

    // So many rows of the past and the future are mixed by any split that is not one by time.
    private const double MinMixedShare = 0.05;

    /// <summary>Columns with a time that lies after the one of the prediction.</summary>
    public static IEnumerable<LeakageFinding> FindLater(Table rows, string timeColumn, IEnumerable<Column> columns)
    {
        if (Moments(rows.Get(timeColumn)) is not { } times)
            yield break;
        foreach (var column in columns)
        {
            if (column.Name == timeColumn || Moments(column) is not { } others)
                continue;
            var both = Enumerable.Range(0, times.Length).Count(row => times[row] is not null && others[row] is not null);
            var later = Enumerable.Range(0, times.Length).Count(row => others[row] > times[row]);
            if (both == 0 || later < MinLaterShare * both)
                continue;
            yield return new LeakageFinding
            {
                Kind = LeakageKind.Later,
                Columns = [column.Name],
                Message = string.Create(CultureInfo.InvariantCulture, $"{column.Name} is later than {timeColumn} in {later:N0} of {both:N0} rows: it is not known yet when the prediction is made. Drop it, and what is derived from it."),
                Value = (double)later / both,
                RowCount = later,
            };
        }
    }

    /// <summary>Rows to learn from that are later than the first one to test; null when the split is one by time.</summary>
    public static LeakageFinding? FindTravel(RowTimes times, HoldOut split)
    {
        var first = split.Test.Min(row => times.Values[row]);
        var later = split.Train.Count(row => times.Values[row] >= first);
        if (later < MinMixedShare * split.Train.Count)
            return null;
        return new LeakageFinding
        {
            Kind = LeakageKind.TimeTravel,
            Columns = [times.Column],
            Message = string.Create(CultureInfo.InvariantCulture,
                $"{later:N0} of {split.Train.Count:N0} rows to learn from are not earlier than the first row to test ({times.Describe(first)}): the model is tested on the past of what it learnt, which flatters it. Split by time: 'split: {{by: time, column: {times.Column}}}'."),
            Value = (double)later / split.Train.Count,
            RowCount = later,
        };
    }

    private static DateTime?[]? Moments(Column column) => column switch
    {
        Column<DateOnly> days => [.. Enumerable.Range(0, days.Length).Select(row => days.IsNull(row) ? (DateTime?)null : days.Values.Span[row].ToDateTime(TimeOnly.MinValue))],
        Column<DateTime> moments => [.. Enumerable.Range(0, moments.Length).Select(row => moments.IsNull(row) ? (DateTime?)null : moments.Values.Span[row])],
        _ => null,
    };
}
