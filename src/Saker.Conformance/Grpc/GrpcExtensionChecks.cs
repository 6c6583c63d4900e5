using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;

namespace Saker.Conformance.Grpc;

/// <summary>What servers have over gRPC beyond the protocol.</summary>
internal static class GrpcExtensionChecks
{
    private const int StreamLength = 3;

    public static IEnumerable<Check> All { get; } =
    [
        new("ext.grpc.stream", "ModelStreamInfer answers each request of a stream, with its id.", CheckLevel.Extension, Sections.GrpcStream, StreamAsync),
        new("ext.grpc.stream-error", "A bad request in a stream is answered with error_message, and the stream goes on.", CheckLevel.Extension, Sections.GrpcStream, StreamErrorAsync),
        new("ext.grpc.health", "grpc.health.v1 Check of the server answers SERVING.", CheckLevel.Extension, Sections.GrpcHealthService, HealthAsync),
        new("ext.grpc.health-unknown", "grpc.health.v1 Check of an unknown service answers NOT_FOUND.", CheckLevel.Extension, Sections.GrpcHealthService, HealthUnknownAsync),
        new("ext.grpc.repository-index", "RepositoryIndex lists the model.", CheckLevel.Extension, Sections.Repository, IndexAsync),
        new("ext.grpc.statistics", "ModelStatistics has an entry for the model.", CheckLevel.Extension, Sections.Statistics, StatisticsAsync),
    ];

    private static async Task StreamAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answers = await StreamAsync(subject, Enumerable.Range(0, StreamLength).Select(i => Request(subject, $"stream-{i}")), cancellationToken);
        Require(answers.All(answer => answer.ErrorMessage.Length == 0), $"an answer is an error: {answers.Select(answer => answer.ErrorMessage).FirstOrDefault(text => text.Length > 0)}", "good answers");
        Require(answers.Select(answer => answer.InferResponse.Id).ToHashSet().SetEquals(Enumerable.Range(0, StreamLength).Select(i => $"stream-{i}")), $"the ids are {string.Join(", ", answers.Select(answer => answer.InferResponse.Id))}", "the ids of the requests");
    }

    private static async Task StreamErrorAsync(Subject subject, CancellationToken cancellationToken)
    {
        var bad = Request(subject, "bad");
        bad.Inputs[0].Datatype = "FP33";
        var answers = await StreamAsync(subject, [Request(subject, "first"), bad, Request(subject, "last")], cancellationToken);
        Require(answers.Count(answer => answer.ErrorMessage.Length > 0) == 1, $"{answers.Count(answer => answer.ErrorMessage.Length > 0)} answers are errors", "one error_message");
        Require(answers.Any(answer => answer.InferResponse?.Id == "last"), "the request after the bad one was not answered", "an answer to it");
    }

    private static ModelInferRequest Request(Subject subject, string id)
    {
        var request = GrpcRequest.Typed(subject);
        request.Id = id;
        return request;
    }

    private static async Task<List<ModelStreamInferResponse>> StreamAsync(Subject subject, IEnumerable<ModelInferRequest> requests, CancellationToken cancellationToken)
    {
        List<ModelStreamInferResponse> answers = [];
        await using var stream = subject.Grpc.OpenStream(cancellationToken);
        try
        {
            var count = 0;
            foreach (var request in requests)
            {
                await stream.WriteAsync(request, cancellationToken);
                count++;
            }
            stream.Complete();
            while (await stream.ReadAsync(cancellationToken) is { } answer)
                answers.Add(answer);
            Require(answers.Count == count, $"{answers.Count} answers came for {count} requests", "one for each");
            return answers;
        }
        catch (GrpcException e) when (e.Code == GrpcStatusCode.Unimplemented)
        {
            throw new CheckSkippedException("the server has no ModelStreamInfer");
        }
        catch (GrpcException e)
        {
            throw new CheckFailedException($"the stream ended with {e.Code}: {e.Status.Message}", "OK: errors go into error_message", null);
        }
    }

    private static void Require(bool condition, string wrong, string expected)
    {
        if (!condition)
            throw new CheckFailedException(wrong, expected, null);
    }

    private static GrpcExchange<T> Present<T>(GrpcExchange<T> exchange, string what)
        where T : class, Google.Protobuf.IMessage =>
        exchange.Status.Code == GrpcStatusCode.Unimplemented ? throw new CheckSkippedException($"the server has no {what}") : exchange;

    private static async Task HealthAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = Present(await subject.Grpc.CallAsync(HealthMethods.Check, new HealthCheckRequest(), cancellationToken), "grpc.health.v1");
        exchange.Require(exchange.RequireOk("the server lives").Status == HealthCheckResponse.Types.ServingStatus.Serving, "it does not serve", "SERVING");
    }

    private static async Task HealthUnknownAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = Present(await subject.Grpc.CallAsync(HealthMethods.Check, new HealthCheckRequest { Service = "no.such.Service" }, cancellationToken), "grpc.health.v1");
        exchange.Require(exchange.Status.Code == GrpcStatusCode.NotFound, $"the status is {exchange.Status.Code}", "NOT_FOUND");
    }

    private static async Task IndexAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = Present(await subject.Grpc.CallAsync(InferenceMethods.RepositoryIndex, new RepositoryIndexRequest(), cancellationToken), "RepositoryIndex");
        exchange.Require(exchange.RequireOk("the server has it").Models.Any(model => model.Name == subject.ModelName), "the model is not listed", subject.ModelName);
    }

    private static async Task StatisticsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = Present(await subject.Grpc.CallAsync(InferenceMethods.ModelStatistics, new ModelStatisticsRequest { Name = subject.ModelName }, cancellationToken), "ModelStatistics");
        exchange.Require(exchange.RequireOk("the server has it").ModelStats.Any(model => model.Name == subject.ModelName), "there is no entry for the model", subject.ModelName);
    }
}
