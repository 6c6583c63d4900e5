using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.OpenInference;
using Saker.Server.Http.Rows;
using Saker.Server.Http.Splits;

namespace Saker.Server.Http;

/// <summary>Rows of fields in, predictions out.</summary>
internal static class PredictApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/endpoints/{name}/predict", PredictAsync)
        .Needs(Role.User).WithTags("Endpoints").WithName("predict").WithSummary("Predicts rows.")
        .WithDescription("One object a row, with a field for every input of the endpoint's signature; further fields are ignored. Every wrong value is named with its row and field.")
        .Accepts<PredictRequest>("application/json")
        .WithMetadata(new OperationExample(
            """{"rows":[{"tenure":3,"Contract":"Month-to-month","MonthlyCharges":70.35}]}""",
            """{"requestId":"4bf92f3577b34da6a3ce929d0e0e4736","model":"churn","version":"1","predictions":[{"label":"Yes","probability":0.71}]}"""))
        .Produces<PredictResponse>()
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);

    private static async Task PredictAsync(string name, HttpContext context, ModelHost host, ServerOptions options)
    {
        // The endpoint first: whoever asks for none is told so whatever they send.
        host.Require(name);
        using var body = await RequestBody.ReadJsonAsync(context);
        var limits = new RowLimits(options.MaxRows, options.MaxErrors);
        using var call = await AnswerAsync(name, context, host, body.Memory, limits);
        using var answer = AnswerBuffer.Rent();
        Write(answer, context.TraceIdentifier, call);
        await Answers.SendAsync(context, InferHeaders.Json, answer.Written);
    }

    /// <summary>Reads the rows of a body and has them answered, as far as the caller may.</summary>
    /// <returns>The call that answered; the caller lets it go.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal static async ValueTask<InferCall> AnswerAsync(string name, HttpContext context, ModelHost host, ReadOnlyMemory<byte> body, RowLimits limits)
    {
        var begun = await host.BeginAsync(name, version: null, new HttpCaller(context), context.RequestAborted);
        begun.RequestId = context.TraceIdentifier;
        if (begun.Split is not null)
        {
            var call = await host.AnswerAsync(begun, new DoorRequest(name, context.Grant(), one => RowReader.Read(body.Span, one, limits)), context.RequestAborted);
            new HttpCaller(context).Answered(call);
            return call;
        }
        try
        {
            RowReader.Read(body.Span, begun, limits);
            await context.Grant().RunAsync(name, begun, context.RequestAborted);
            return begun;
        }
        catch
        {
            begun.Dispose();
            throw;
        }
    }

    private static void Write(AnswerBuffer answer, string requestId, InferCall call)
    {
        var json = new JsonText(answer);
        json.Raw("{\"requestId\":\""u8);
        json.Escaped(requestId);
        json.Raw("\",\"model\":\""u8);
        json.Escaped(call.Source?.Model ?? call.Model.Version.Model);
        json.Raw("\",\"version\":\""u8);
        json.Number(call.AnsweredVersion);
        json.Raw((byte)'"');
        AnswerNotes.WriteMembers(ref json, call);
        json.Raw(",\"predictions\":["u8);
        var rows = (int)call.Inputs[0].Shape[0];
        for (var row = 0; row < rows; row++)
        {
            json.Raw(row == 0 ? "{"u8 : ",{"u8);
            WriteRow(ref json, call, row);
            json.Raw((byte)'}');
        }
        json.Raw("]}"u8);
        json.Flush();
    }

    /// <summary>Writes a row's members: outputs of one value a row, and the probability of each of several classes.</summary>
    internal static void WriteRow(ref JsonText json, InferCall call, int row)
    {
        var isFirst = true;
        var plan = InferPlan.Of(call.Model);
        var outputs = plan.Outputs;
        for (var i = 0; i < outputs.Length; i++)
        {
            var tensor = call.Outputs[i];
            if (tensor.Shape is not [var rows, ..] || row >= rows)
                continue;
            if (tensor.Count == rows)
                WriteMember(ref json, outputs[i].Utf8Name, tensor, row, ref isFirst);
            else if (outputs[i].Name == ModelGraph.ProbabilitiesName && tensor.Count == rows * plan.ClassNames.Length)
                for (var own = 0; own < plan.ClassNames.Length; own++)
                    WriteMember(ref json, plan.ClassNames[own], tensor, (row * plan.ClassNames.Length) + own, ref isFirst);
        }
    }

    private static void WriteMember(ref JsonText json, byte[] name, TensorBuffer tensor, int index, ref bool isFirst)
    {
        json.Raw(isFirst ? "\""u8 : ",\""u8);
        json.Escaped(name);
        json.Raw("\":"u8);
        TensorText.WriteAt(ref json, tensor, index);
        isFirst = false;
    }
}
