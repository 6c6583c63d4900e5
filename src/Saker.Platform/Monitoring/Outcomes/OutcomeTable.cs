using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Outcomes as rows of a file; the file's data rows are counted from 1.</summary>
internal static class OutcomeTable
{
    public static void Read(Table rows, OutcomeColumns columns, OutcomeList list)
    {
        var (id, outcome) = (Needed(rows, columns.Id, "requestId"), Needed(rows, columns.Outcome, "outcome"));
        var (row, at, endpoint, metric) = (Optional(rows, columns.Row), Optional(rows, columns.At), Optional(rows, columns.Endpoint), Optional(rows, columns.Metric));
        for (var i = 0; i < rows.RowCount; i++)
        {
            var place = i + 1;
            if (TextOf(id, i) is not { } request)
                list.Report(place, columns.Id, "there is no id of a request.");
            else if (TextOf(outcome, i) is not { } value)
                list.Report(place, columns.Outcome, "there is no outcome; leave rows out whose outcome is not known.");
            else
                list.Add(place, new NewOutcome { RequestId = request, Row = RowOf(row, i, list), Value = value, At = AtOf(at, i, list), Endpoint = endpoint is null ? null : TextOf(endpoint, i), Metric = metric is null ? null : TextOf(metric, i) });
        }
    }

    private static Column Needed(Table rows, string name, string what) => rows.Find(name)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"The file has no column '{name}' for the {what}; its columns are: {string.Join(", ", rows.Schema.Select(column => column.Name))}.", what);

    private static Column? Optional(Table rows, string? name) => name is null ? null : rows.Find(name);

    private static int RowOf(Column? column, int i, OutcomeList list)
    {
        if (column is null || column.IsNull(i))
            return 0;
        // Tools that know no missing whole numbers write 1.0.
        if (TextOf(column, i) is { } text && OutcomeValue.ToNumber(text) is >= int.MinValue and <= int.MaxValue and var number && number == Math.Floor(number))
            return (int)number;
        list.Report(i + 1, column.Name, "it must be a whole number, counted from 0.");
        return 0;
    }

    private static DateTimeOffset? AtOf(Column? column, int i, OutcomeList list)
    {
        if (column is null || column.IsNull(i))
            return null;
        if (TextOf(column, i) is { } text && OutcomeTime.Find(text) is { } at)
            return at;
        list.Report(i + 1, column.Name, OutcomeTime.Wanted);
        return null;
    }

    private static string? TextOf(Column column, int i) => column.IsNull(i) ? null : column.GetValue(i) switch
    {
        string text => text.Length > 0 ? text : null,
        bool flag => flag ? "true" : "false",
        float number => OutcomeValue.Of(number),
        double number => OutcomeValue.Of(number),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
