using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Data;
using Saker.Platform.Serving;

namespace Saker.Server.Http.OpenInference;

/// <summary>Writes predictions as tensors of shape [N, 1].</summary>
internal static class InferResponseWriter
{
    public static void Write(HttpContext context, string endpoint, InferRequest request, Prediction prediction)
    {
        context.Response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("model_name", endpoint);
        writer.WriteString("model_version", prediction.Version.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("id", request.Id ?? context.TraceIdentifier);
        writer.WriteStartArray("outputs");
        if (request.Outputs.Count == 0)
        {
            foreach (var column in prediction.Outputs.Columns)
                WriteTensor(writer, column);
        }
        foreach (var name in request.Outputs)
            WriteTensor(writer, prediction.Outputs.Get(name));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter writer, Column column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("datatype", Datatypes.Of(column.Type).ToString());
        writer.WriteStartArray("shape");
        writer.WriteNumberValue(column.Length);
        writer.WriteNumberValue(1);
        writer.WriteEndArray();
        writer.WriteStartArray("data");
        WriteValues(writer, column);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, Column column)
    {
        for (var i = 0; i < column.Length; i++)
        {
            if (column.IsNull(i))
            {
                writer.WriteNullValue();
                continue;
            }
            switch (column)
            {
                case Column<string> texts: writer.WriteStringValue(texts.Values.Span[i]); break;
                // JSON has neither NaN nor infinity.
                case Column<float> numbers when !float.IsFinite(numbers.Values.Span[i]): writer.WriteNullValue(); break;
                case Column<double> numbers when !double.IsFinite(numbers.Values.Span[i]): writer.WriteNullValue(); break;
                case Column<float> numbers: writer.WriteNumberValue(numbers.Values.Span[i]); break;
                case Column<double> numbers: writer.WriteNumberValue(numbers.Values.Span[i]); break;
                case Column<long> numbers: writer.WriteNumberValue(numbers.Values.Span[i]); break;
                case Column<int> numbers: writer.WriteNumberValue(numbers.Values.Span[i]); break;
                case Column<bool> truths: writer.WriteBooleanValue(truths.Values.Span[i]); break;
                default: throw new SakerException(ErrorKind.Internal, $"Output '{column.Name}' is {column.Type.Name()}, which has no tensor type.", column.Name);
            }
        }
    }
}
