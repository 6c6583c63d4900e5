using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Data;
using Saker.Platform.Serving;

namespace Saker.Server.Http.Mlflow;

/// <summary>Writes <c>{"predictions":[{...}]}</c>: an object for each row with a member for each output, as MLflow writes a data frame.</summary>
internal static class PredictionsWriter
{
    public static void Write(HttpContext context, Prediction prediction)
    {
        context.Response.ContentType = "application/json";
        var columns = prediction.Outputs.Columns;
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartArray("predictions");
        for (var row = 0; row < prediction.Outputs.RowCount; row++)
        {
            writer.WriteStartObject();
            foreach (var column in columns)
            {
                writer.WritePropertyName(column.Name);
                WriteValue(writer, column.GetValue(row));
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // JSON has neither NaN nor infinity.
    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case null or float or double: writer.WriteNullValue(); break;
            default: writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
