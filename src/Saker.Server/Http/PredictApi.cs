using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http;

/// <summary>Rows of fields in, predictions out.</summary>
internal static class PredictApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/endpoints/{name}/predict", PredictAsync)
        .WithTags("Endpoints").WithName("predict").WithSummary("Predicts rows.")
        .WithDescription("One object a row, with a field for every input of the endpoint's signature; further fields are ignored. Every wrong value is named with its row and field.")
        .Accepts<PredictRequest>("application/json")
        .WithMetadata(new OperationExample(
            """{"rows":[{"tenure":3,"Contract":"Month-to-month","MonthlyCharges":70.35}]}""",
            """{"requestId":"4bf92f3577b34da6a3ce929d0e0e4736","model":"churn","version":"1","predictions":[{"label":"Yes","probability":0.71}]}"""))
        .Produces<PredictResponse>()
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);

    private static async Task PredictAsync(string name, HttpContext context, ModelHost host, ServerOptions options)
    {
        var signature = await host.GetSignatureAsync(name, context.RequestAborted);
        Table rows;
        using (var body = await RequestBody.ReadJsonAsync(context))
            rows = RowReader.Read(body.Bytes, signature, new RowLimits(options.MaxRows, options.MaxErrors));
        var prediction = await host.PredictAsync(name, rows, context.RequestAborted);
        Write(context, prediction);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(HttpContext context, Platform.Serving.Prediction prediction)
    {
        context.Response.ContentType = "application/json";
        var labels = prediction.Outputs.Get<string>("label").Values.Span;
        var probabilities = prediction.Outputs.Get<float>("probability").Values.Span;
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("requestId", context.TraceIdentifier);
        writer.WriteString("model", prediction.Model);
        writer.WriteString("version", prediction.Version.ToString(CultureInfo.InvariantCulture));
        writer.WriteStartArray("predictions");
        for (var i = 0; i < labels.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("label", labels[i]);
            writer.WriteNumber("probability", probabilities[i]);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
