using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.OpenInference;
using Saker.Server.Http.Rows;
using Saker.Server.Http.Splits;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>MLflow's scoring contract: what <c>mlflow models serve</c> and SageMaker containers answer.</summary>
internal static class InvocationsApi
{
    /// <summary>The last part of the paths that score.</summary>
    public const string Route = "/invocations";

    private const string Tag = "MLflow scoring";
    private const string Example = """{"dataframe_split":{"columns":["tenure","Contract","MonthlyCharges"],"data":[[3,"Month-to-month",70.35]]}}""";
    private const string AnswerExample = """{"predictions":[{"label":"Yes","probability":0.71}]}""";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Describe(routes.MapPost(Route, InvokeChosenAsync)).Needs(Role.User).WithName("invocations").WithSummary("Predicts rows in MLflow's scoring format, by the one endpoint that there is or that is named.");
        Describe(routes.MapPost("/api/endpoints/{name}" + Route, InvokeAsync)).Needs(Role.User).WithName("endpointInvocations").WithSummary("Predicts rows in MLflow's scoring format.");
        routes.MapGet("/ping", Ping).OpenToAll().WithTags(Tag).WithName("ping").WithSummary("200 once models can be asked, 503 before.");
        routes.MapGet("/health", Health).OpenToAll().WithTags(Tag).WithName("health").WithSummary("OK once models can be asked, 503 before; MLflow's tracking server answers the same.");
        routes.MapGet("/version", () => TypedResults.Text(typeof(InvocationsApi).Assembly.GetName().Version?.ToString(3))).OpenToAll().WithTags(Tag).WithName("version").WithSummary("The server's version as plain text.");
    }

    /// <summary>Whether errors of this path are told in MLflow's words.</summary>
    public static bool Owns(PathString path) => path.Value is { } text && text.EndsWith(Route, StringComparison.OrdinalIgnoreCase);

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route) => route
        .WithTags(Tag)
        .WithDescription("A JSON object with one of dataframe_split, dataframe_records, instances and inputs, or CSV with a header row (text/csv). Every wrong value is named with its row and field.")
        .Accepts<object>("application/json", "text/csv")
        .Produces<object>()
        .WithMetadata(new OperationExample(Example, AnswerExample));

    private static IResult Ping(Readiness readiness) => TypedResults.Text("\n", "application/json", statusCode: readiness.Reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static IResult Health(Readiness readiness) => TypedResults.Text(readiness.Reason ?? "OK", statusCode: readiness.Reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static Task InvokeChosenAsync(HttpContext context, ModelHost host, ServerOptions options) =>
        InvokeAsync(ScoringEndpoint.Choose(context.Request, host, options), context, host, options);

    private static async Task InvokeAsync(string name, HttpContext context, ModelHost host, ServerOptions options)
    {
        // The endpoint first: whoever asks for none is told so whatever they send.
        host.Require(name);
        var format = ScoringContent.FormatOf(context.Request.ContentType);
        using var body = await RequestBody.ReadTextAsync(context);
        var limits = new RowLimits(options.MaxRows, options.MaxErrors);
        var begun = await host.BeginAsync(name, version: null, new HttpCaller(context), context.RequestAborted);
        begun.RequestId = context.TraceIdentifier;
        using var call = begun.Split is null ? begun : await AnswerSplitAsync(begun, name, context, host, body, format, limits);
        if (call.Split is null)
        {
            Read(body.Bytes, format, call, limits);
            await context.Grant().RunAsync(name, call, context.RequestAborted);
        }
        using var answer = AnswerBuffer.Rent();
        ScoringAnswer.Write(answer, call);
        await Answers.SendAsync(context, InferHeaders.Json, answer.Written);
    }

    private static async ValueTask<InferCall> AnswerSplitAsync(InferCall begun, string name, HttpContext context, ModelHost host, RequestBody body, ScoringFormat format, RowLimits limits)
    {
        var call = await host.AnswerAsync(begun, new DoorRequest(name, context.Grant(), one => Read(body.Bytes, format, one, limits)), context.RequestAborted);
        new HttpCaller(context).Answered(call);
        return call;
    }

    // Every form becomes the rows of the server's own API, or the tensors of Open Inference: values are read, checked and complained of in one place.
    private static void Read(ReadOnlySpan<byte> body, ScoringFormat format, InferCall call, RowLimits limits)
    {
        var signature = call.Model.Signature;
        if (signature.TakesTensors)
        {
            ScoringTensors.Read(body, format, call, limits);
            return;
        }
        RowReader.Read(format == ScoringFormat.Csv ? CsvRows.ToJson(body, signature, limits) : ScoringRows.ToJson(body, signature, limits), call, limits);
    }
}
