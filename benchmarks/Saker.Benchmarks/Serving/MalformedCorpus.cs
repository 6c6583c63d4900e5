using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Saker.Benchmarks.Demands;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Testing.Requests;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// Requests as broken and hostile clients send them, over REST and gRPC, made from good ones by seed: each must be answered, by what the
/// good one would get or by a refusal that says what is wrong, and the server's memory must not grow.
/// </summary>
internal static class MalformedCorpus
{
    private const int FirstSeed = 1_000;
    private const int MaxTold = 5;
    private const double MaxMemoryRatio = 1.05;

    /// <summary>Whoever is not answered for so long hangs.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    // The rest say that the server is at fault, or was not reached.
    private static readonly GrpcStatusCode[] Clean =
    [
        GrpcStatusCode.Ok, GrpcStatusCode.InvalidArgument, GrpcStatusCode.NotFound, GrpcStatusCode.ResourceExhausted, GrpcStatusCode.FailedPrecondition,
        GrpcStatusCode.OutOfRange, GrpcStatusCode.Unimplemented,
    ];

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(ServingHome home, IReadOnlyList<byte[]> bodies, AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var saker = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        using var http = new HttpClient { BaseAddress = saker.Address, Timeout = MaxWait };
        using var grpc = new GrpcClient(new GrpcClientOptions { Address = new Uri(saker.Announced.GetProperty("grpc").GetString()!) });
        var kinds = Kinds(http, grpc, bodies[0]);
        foreach (var kind in kinds)
            await RequireGoodAsync(kind, cancellationToken);

        // What the first of them leave behind is not growth: pools fill, code is compiled, the collector finds its measure.
        var (before, each) = settings.Quick ? (4_000, 1_000) : (20_000, 10_000);
        var first = await SendAsync(kinds, FirstSeed, before, cancellationToken);
        var memoryBefore = await saker.SettledMemoryAsync(cancellationToken);
        var second = await SendAsync(kinds, FirstSeed + kinds.Count, each, cancellationToken);
        var memoryAfter = await saker.SettledMemoryAsync(cancellationToken);
        foreach (var kind in kinds)
            await RequireGoodAsync(kind, cancellationToken);

        var outcomes = first.Concat(second).ToList();
        var wrong = outcomes.Where(outcome => outcome.Wrong is not null).ToList();
        foreach (var outcome in wrong.Take(MaxTold))
            settings.Log.WriteLine($"  malformed: {outcome.Wrong}");
        var statuses = outcomes.CountBy(outcome => outcome.Status).OrderByDescending(count => count.Value).Select(count => $"{count.Value} {count.Key}");
        settings.Log.WriteLine($"  {outcomes.Count} malformed requests: {string.Join(", ", statuses)}; memory {memoryBefore >> 20} MiB after {first.Count}, {memoryAfter >> 20} MiB after all");
        if (outcomes.All(outcome => outcome.IsGood))
            throw new BenchmarkException("the corpus shows nothing: every request was answered.");
        return
        [
            Demand.AtMost($"{outcomes.Count:#,0} malformed REST and gRPC requests: not answered cleanly", "", wrong.Count, 0),
            Demand.Time("memory after the malformed requests, beside after the first of them", "MiB", new SideBySide([(memoryAfter / 1048576.0, memoryBefore / 1048576.0)]), MaxMemoryRatio),
        ];
    }

    private static async Task<List<Outcome>> SendAsync(IReadOnlyList<Kind> kinds, int seed, int each, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(kinds.Select((kind, index) => Task.Run(() => SendAsync(kind, seed + index, each, cancellationToken), cancellationToken)))).SelectMany(outcomes => outcomes)];

    private static async Task<List<Outcome>> SendAsync(Kind kind, int seed, int count, CancellationToken cancellationToken)
    {
        var next = kind.Mutations(seed);
        List<Outcome> outcomes = [];
        for (var i = 0; i < count; i++)
        {
            var outcome = await TryAsync(kind, next(), cancellationToken);
            outcomes.Add(outcome.Wrong is null ? outcome : outcome with { Wrong = $"{kind.Name}, request {i} of seed {seed}: {outcome.Wrong}" });
        }
        return outcomes;
    }

    private static async Task<Outcome> TryAsync(Kind kind, MutatedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await kind.Send(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or GrpcException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Outcome("no answer", IsGood: false, e.Message);
        }
    }

    private static async Task RequireGoodAsync(Kind kind, CancellationToken cancellationToken)
    {
        if (await TryAsync(kind, kind.Good, cancellationToken) is { IsGood: false } outcome)
            throw new BenchmarkException($"{kind.Name}: a good request is answered by {outcome.Status} {outcome.Wrong}");
    }

    private static List<Kind> Kinds(HttpClient http, GrpcClient grpc, byte[] churn)
    {
        var values = Networks.Values(2 * ServingHome.NumberColumns, seed: 2);
        var json = JsonSerializer.SerializeToUtf8Bytes(new { id = "a", inputs = new[] { new { name = "x", shape = (int[])[2, ServingHome.NumberColumns], datatype = "FP32", data = values } }, outputs = new[] { new { name = "y" } } });
        var head = JsonSerializer.SerializeToUtf8Bytes(new
        {
            parameters = new { binary_data_output = true },
            inputs = new[] { new { name = "x", shape = (int[])[2, ServingHome.NumberColumns], datatype = "FP32", parameters = new { binary_data_size = values.Length * sizeof(float) } } },
        });
        var input = new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { 2, ServingHome.NumberColumns } };
        var raw = new ModelInferRequest { ModelName = ServingHome.Numbers, Id = "a", Inputs = { input }, RawInputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) } };
        var typed = raw.Clone();
        typed.RawInputContents.Clear();
        typed.Inputs[0].Contents = new InferTensorContents { Fp32Contents = { values } };
        return
        [
            Rest("REST, numbers", ServingHome.Numbers, json, -1),
            Rest("REST, columns of numbers and texts", "churn", churn, -1),
            Rest("REST, binary tensors", ServingHome.Numbers, [.. head, .. MemoryMarshal.AsBytes<float>(values)], head.Length),
            Grpc("gRPC, raw contents", InferenceMethods.ModelInfer.Path, raw.ToByteArray()),
            Grpc("gRPC, typed contents", InferenceMethods.ModelInfer.Path, typed.ToByteArray()),
            Grpc("gRPC, stream", InferenceMethods.ModelStreamInfer.Path, raw.ToByteArray()),
        ];

        Kind Rest(string name, string model, byte[] good, int jsonLength) => new(
            name,
            new MutatedRequest(good, jsonLength < 0 ? null : $"{jsonLength}"),
            seed => new RequestMutator(good, jsonLength, seed).Next,
            (request, token) => PostAsync(http, $"v2/models/{model}/infer", request, token));

        Kind Grpc(string name, string path, byte[] message) => new(
            name,
            new MutatedRequest(GrpcFrames.Pack(message, isCompressed: false), JsonLength: null),
            seed => new GrpcMutations(message, seed).Next,
            (request, token) => CallAsync(grpc, path, request, token));
    }

    private static async Task<Outcome> PostAsync(HttpClient http, string path, MutatedRequest request, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(request.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (request.JsonLength is not null)
            content.Headers.TryAddWithoutValidation("Inference-Header-Content-Length", request.JsonLength);
        using var answer = await http.PostAsync(path, content, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var status = (int)answer.StatusCode;
        var isClean = status == 200 || (status is >= 400 and < 500 && SaysWhy(body));
        return new Outcome($"HTTP {status}", status == 200, isClean ? null : $"HTTP {status} {Encoding.UTF8.GetString(body)} for {request.JsonLength} {Convert.ToHexString(request.Body)}");
    }

    private static bool SaysWhy(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body).GetProperty("error").GetString() is { Length: > 0 };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task<Outcome> CallAsync(GrpcClient grpc, string path, MutatedRequest request, CancellationToken cancellationToken)
    {
        var answer = await grpc.SendRawAsync(path, request.Body, new GrpcCallOptions { Timeout = MaxWait }, cancellationToken);
        var isClean = answer.HttpStatus == 200 && Clean.Contains(answer.Status.Code);
        return new Outcome($"gRPC {answer.Status.Code}", answer.Status.IsOk, isClean ? null : $"HTTP {answer.HttpStatus}, gRPC {answer.Status} for {Convert.ToHexString(request.Body)}");
    }

    /// <param name="Name">For people.</param>
    /// <param name="Good">What the others are made from.</param>
    /// <param name="Mutations">By seed: gives the next one.</param>
    /// <param name="Send">Sends one.</param>
    private sealed record Kind(string Name, MutatedRequest Good, Func<int, Func<MutatedRequest>> Mutations, Func<MutatedRequest, CancellationToken, Task<Outcome>> Send);

    /// <param name="Status">As the protocol says it.</param>
    /// <param name="IsGood">It was answered as a good one is.</param>
    /// <param name="Wrong">What a server must not do; null when it did well.</param>
    private sealed record Outcome(string Status, bool IsGood, string? Wrong);

    /// <summary>Broken messages in whole frames, and broken frames.</summary>
    private sealed class GrpcMutations(byte[] message, int seed)
    {
        private readonly Random _random = new(seed);

        public MutatedRequest Next()
        {
            var body = _random.Next(4) > 0
                ? GrpcFrames.Pack(ByteMutation.Of(message, _random), isCompressed: false)
                : ByteMutation.Of(GrpcFrames.Pack(message, isCompressed: false), _random);
            return new MutatedRequest(body, JsonLength: null);
        }
    }
}
