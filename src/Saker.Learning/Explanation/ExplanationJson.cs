using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Learning.Explanation;

/// <summary>
/// Explanations as JSON: <c>{"method":"trees","unit":"log_odds","output":"probability","base":-1.2,"rows":[{"total":0.4,"probability":0.6,"factors":[{"column":"tenure","value":-0.3}]}],"notes":[]}</c>,
/// a row's factors the largest first. Of several classes each row has its <c>class</c> and, where rows are of more than one, its own <c>base</c>.
/// </summary>
public static class ExplanationJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToUtf8(Explanation explanation)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            Write(json, explanation);
        return stream.ToArray();
    }

    public static string ToText(Explanation explanation) => Encoding.UTF8.GetString(ToUtf8(explanation));

    private static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartObject();
        json.WriteString("method", explanation.Method.Word());
        json.WriteString("unit", explanation.Unit.Word());
        json.WriteString("output", explanation.Output);
        json.WriteNumber("base", explanation.Base);
        json.WriteStartArray("rows");
        for (var row = 0; row < explanation.RowCount; row++)
            WriteRow(json, explanation, row);
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in explanation.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, Explanation explanation, int row)
    {
        var total = explanation.Total(row);
        json.WriteStartObject();
        if (explanation.Classes is { } classes)
            json.WriteString("class", classes[row]);
        if (explanation.Bases is not null)
            json.WriteNumber("base", explanation.BaseOf(row));
        json.WriteNumber("total", total);
        if (explanation.Probability(total) is { } probability)
            json.WriteNumber("probability", probability);
        json.WriteStartArray("factors");
        foreach (var factor in explanation.Factors(row))
        {
            json.WriteStartObject();
            json.WriteString("column", factor.Column);
            json.WriteNumber("value", factor.Value);
            if (factor.StandardError is { } error && double.IsFinite(error))
                json.WriteNumber("standardError", error);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
