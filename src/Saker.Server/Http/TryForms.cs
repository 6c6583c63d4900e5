using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Serving;
using Saker.Dashboard.Serving.Trying;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.OpenInference;
using Saker.Server.Http.Rows;
using Saker.Server.Http.Splits;

namespace Saker.Server.Http;

/// <summary>
/// The form that tries an endpoint: what it holds becomes the JSON that programs send, and is read, metered, guarded, logged and answered as
/// theirs is. Answered with the page.
/// </summary>
internal static class TryForms
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/endpoints/{name}/try", TryAsync).Needs(Role.User).ExcludeFromDescription();

    private static async Task<IResult> TryAsync(string name, HttpContext context, ModelHost host, ServerOptions options, CounterfactualDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        host.Require(name);
        var form = await PageForm.RequireAsync(context, "POST /api/endpoints/{name}/predict", cancellationToken);
        Signature? signature = null;
        var state = new TryState { WantsExplanation = form.Text("explain") is not null, WantsCounterfactuals = form.Text("counterfactual") is not null };
        var status = StatusCodes.Status200OK;
        try
        {
            signature = await host.GetSignatureAsync(name, cancellationToken);
            state = signature.TakesTensors ? state with { Body = form["body"].ToString() } : state with { Values = TryValues.Of(form) };
            state = state with { Answer = signature.TakesTensors ? await AskTensorsAsync(name, state.Body!, context, host, options, time) : await AskRowAsync(name, state, signature, context, host, options, desk) };
        }
        catch (SakerException e) when (e.Kind != ErrorKind.Internal)
        {
            status = ErrorResponses.Status(e.Kind);
            var told = ErrorResponses.Describe(e, context.TraceIdentifier);
            state = state with { Fault = told.Detail, Problems = [.. told.Errors.Select(error => new Problem(error.Field, error.Message))] };
        }
        return new PageResult<TryPage>(
            new()
            {
                [nameof(TryPage.Endpoint)] = new EndpointView { Status = host.Get(name), Signature = signature, Traffic = host.GetTraffic(name) },
                [nameof(TryPage.Signature)] = signature,
                [nameof(TryPage.State)] = state,
            },
            status);
    }

    private static async Task<TryAnswer> AskRowAsync(string name, TryState state, Signature signature, HttpContext context, ModelHost host, ServerOptions options, CounterfactualDesk desk)
    {
        var limits = new RowLimits(options.MaxRows, options.MaxErrors);
        TryAnswer answer;
        try
        {
            answer = await AskRowAsync(name, Body(state.Values!, signature, state.WantsExplanation), context, host, limits);
        }
        catch (SakerException e) when (state.WantsExplanation && e.Problems.Count == 0)
        {
            // That it cannot be explained is no reason not to tell it; were it something else, asking again would say so.
            answer = await AskRowAsync(name, Body(state.Values!, signature, isExplained: false), context, host, limits) with { ExplanationMissing = e.Message };
        }
        if (!state.WantsCounterfactuals || answer is not { Model: { } model, Version: { } version })
            return answer;
        if (!context.Grant().Allows(Role.Deployer))
            return answer with { CounterfactualsMissing = "This needs the role deployer." };
        try
        {
            return answer with { Counterfactuals = await desk.FindAsync($"{model}/{version}", Row(state.Values!, signature), context.RequestAborted) };
        }
        catch (SakerException e) when (e.Kind != ErrorKind.Internal)
        {
            return answer with { CounterfactualsMissing = e.Message };
        }
    }

    private static async Task<TryAnswer> AskRowAsync(string name, byte[] body, HttpContext context, ModelHost host, RowLimits limits)
    {
        using var call = await PredictApi.AnswerAsync(name, context, host, body, limits);
        return new TryAnswer
        {
            RequestId = context.TraceIdentifier,
            Model = call.Source is { } source ? source.Model : call.Model.Version.Model,
            Version = call.Source is { } by ? by.Version : call.Model.Version.Version,
            Arm = call.ArmName,
            Step = call.Source?.Step,
            Reason = call.Source?.Reason,
            IsFromCache = call.IsFromCache,
            Outputs = [.. TensorColumns.ToTable(call.Model.Signature, call.Model.Outputs, call.Outputs).Columns.Select(Output)],
            Stages = Stages(call),
            Warnings = [.. call.Report.Warnings],
            MendedCount = call.Report.Mended.Count,
            Explanation = call.Explanation,
            ExplanationMissing = call.ExplanationMissing,
        };
    }

    private static TryOutput Output(Column column)
    {
        var value = column.GetValue(0);
        double? number = value switch { double one => one, float one => one, _ => null };
        return new TryOutput(
            column.Name,
            number is { } score ? score.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "missing",
            number is >= 0 and <= 1 && column.Name.Contains("prob", StringComparison.OrdinalIgnoreCase) ? number : null);
    }

    private static IReadOnlyList<(string Stage, TimeSpan Duration)> Stages(InferCall call) => call.RunCalls == 0
        ? [("In all", call.Duration)]
        :
        [
            ("In all", call.Duration), ("Queue", call.Wait), ("Prepare", TimeSpan.FromMicroseconds(call.Timings.Input / 1e3)), ("Run", TimeSpan.FromMicroseconds(call.Timings.Infer / 1e3)),
            ("Finish", TimeSpan.FromMicroseconds(call.Timings.Output / 1e3)),
        ];

    private static async Task<TryAnswer> AskTensorsAsync(string name, string body, HttpContext context, ModelHost host, ServerOptions options, TimeProvider time)
    {
        var startedAt = time.GetTimestamp();
        var answer = new ArrayBufferWriter<byte>();
        var exchange = new InferExchange(host, new InferLimits(options.MaxRows, options.MaxErrors));
        var length = await exchange.AnswerAsync(name, null, Encoding.UTF8.GetBytes(body), jsonLength: null, context.TraceIdentifier, answer, context.Grant(), new HttpCaller(context), context.RequestAborted);
        return new TryAnswer
        {
            RequestId = context.TraceIdentifier,
            Json = Encoding.UTF8.GetString(length >= 0 ? answer.WrittenSpan[..length] : answer.WrittenSpan),
            Stages = [("In all", time.GetElapsedTime(startedAt))],
        };
    }

    private static byte[] Body(TryValues values, Signature signature, bool isExplained) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("explain", isExplained);
        writer.WriteStartArray("rows");
        writer.WriteStartObject();
        values.WriteRow(writer, signature);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static JsonElement Row(TryValues values, Signature signature) => JsonElement.Parse(Write(writer =>
    {
        writer.WriteStartObject();
        values.WriteRow(writer, signature);
        writer.WriteEndObject();
    }));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return stream.ToArray();
    }
}
