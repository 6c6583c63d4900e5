using System.Globalization;
using System.Text.Json;
using Saker.Dashboard.Experiments.Tables;
using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>Runs as points in a space of their parameters and metrics.</summary>
/// <param name="Columns">The space's axes.</param>
/// <param name="Runs">The points.</param>
public sealed record RunPoints(IReadOnlyList<RunColumn> Columns, IReadOnlyList<Run> Runs)
{
    private readonly IReadOnlySet<RunColumn> _numeric = Columns.Where(column => IsNumeric(column, Runs)).ToHashSet();

    /// <summary>What the page's script draws: an axis is of numbers when all its values are numbers, else of texts.</summary>
    public string ToJson() => JsonTexts.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("columns");
        foreach (var column in Columns)
            WriteColumn(writer, column);
        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var run in Runs)
            WriteRun(writer, run);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Whether every value of a column is a number, and there is one.</summary>
    public static bool IsNumeric(RunColumn column, IEnumerable<Run> runs)
    {
        if (column.IsNumeric)
            return true;
        var values = runs.Select(column.Of).OfType<string>().ToList();
        return values.Count > 0 && values.TrueForAll(value => Number(value) is not null);
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static double? Number(RunColumn column, Run run) =>
        !column.IsNumeric ? Number(column.Of(run)) : run.Metrics.TryGetValue(column.Key, out var value) && double.IsFinite(value) ? value : null;

    private void WriteColumn(Utf8JsonWriter writer, RunColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Key);
        writer.WriteString("kind", column.Kind);
        if (!_numeric.Contains(column))
        {
            writer.WriteStartArray("values");
            foreach (var value in Runs.Select(column.Of).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private void WriteRun(Utf8JsonWriter writer, Run run)
    {
        writer.WriteStartObject();
        writer.WriteString("id", run.Id.Value);
        writer.WriteString("name", run.Name.Length > 0 ? run.Name : run.Id.Short);
        writer.WriteStartArray("values");
        foreach (var column in Columns)
        {
            if (_numeric.Contains(column) && Number(column, run) is { } number)
                writer.WriteNumberValue(number);
            else if (!_numeric.Contains(column) && column.Of(run) is { } text)
                writer.WriteStringValue(text);
            else
                writer.WriteNullValue();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
