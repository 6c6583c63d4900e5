using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using Saker.Benchmarks.Demands;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Messages;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// 1,024 rows of 20 floats a request, as JSON, as binary tensors over REST, and raw over gRPC: the same rows to the same server by the same client,
/// from as many connections. Answers are counted and measured by the client, and one of each form is read and compared after every round.
/// </summary>
internal static class RowsOnTheWire
{
    private const string Model = ServingHome.Numbers;
    private const int Rows = 1024;
    private const string JsonLength = "Inference-Header-Content-Length";
    private const double MinTimesJson = 5;
    private const double MinTimesRest = 1;

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(ServingHome home, AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var saker = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        var values = Networks.Values(Rows * ServingHome.NumberColumns, seed: 1);
        var rest = new Uri(saker.Address, $"v2/models/{Model}/infer");
        var (body, length) = Binary(values);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var server = new Uri(saker.Announced.GetProperty("grpc").GetString()!);
        using var calls = new GrpcClient(new GrpcClientOptions { Address = server });
        var json = await WireForm.CreateAsync(home, "json", rest, Json(values), ["content-type: application/json"], isGrpc: false, sent => PostAsync(client, rest, sent, jsonLength: null, cancellationToken));
        var binary = await WireForm.CreateAsync(
            home, "binary", rest, body, ["content-type: application/octet-stream", $"{JsonLength}: {length}"], isGrpc: false, sent => PostAsync(client, rest, sent, length, cancellationToken));
        var grpc = await WireForm.CreateAsync(
            home, "grpc", new Uri(server, InferenceMethods.ModelInfer.Path), Grpc(values), ["content-type: application/grpc", "te: trailers"], isGrpc: true, sent => CallAsync(calls, sent, cancellationToken));
        RequireSame(json, binary, grpc);
        var duration = TimeSpan.FromSeconds(settings.Quick ? 1 : 5);
        foreach (var form in (WireForm[])[json, binary, grpc])
            await form.WarmUpAsync(duration, cancellationToken);
        var beside = new List<(Rate Json, Rate Binary, Rate Grpc)>();
        var repeats = settings.Quick ? 3 : 9;
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            var rates = (Json: await RateAsync(saker, json, cancellationToken), Binary: await RateAsync(saker, binary, cancellationToken), Grpc: await RateAsync(saker, grpc, cancellationToken));
            settings.Log.WriteLine(FormattableString.Invariant(
                $"  {repeat} of {repeats}: {Rows} x {ServingHome.NumberColumns} floats, rows a second (and the server's processor time a request): JSON {rates.Json}, binary {rates.Binary}, gRPC {rates.Grpc}"));
            beside.Add(rates);
        }
        return
        [
            Demand.Rate("1,024 x 20 floats: binary tensors, beside JSON", "rows/s", new SideBySide(beside.Select(rates => (rates.Binary.RowsPerSecond, rates.Json.RowsPerSecond))), MinTimesJson),
            Demand.Rate("1,024 x 20 floats: gRPC raw contents, beside REST binary", "rows/s", new SideBySide(beside.Select(rates => (rates.Grpc.RowsPerSecond, rates.Binary.RowsPerSecond))), MinTimesRest),
        ];
    }

    private static async Task<Rate> RateAsync(ServerProcess server, WireForm form, CancellationToken cancellationToken)
    {
        var used = server.ProcessorTime;
        var perSecond = await form.RunAsync(cancellationToken);
        var rate = new Rate(perSecond * Rows, (server.ProcessorTime - used).TotalMicroseconds / form.Requests);
        await form.RequireSameAnswerAsync();
        return rate;
    }

    private static async Task<ReadOnlyMemory<byte>> PostAsync(HttpMessageInvoker client, Uri address, byte[] body, int? jsonLength, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(jsonLength is null ? "application/json" : "application/octet-stream");
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (jsonLength is { } length)
            message.Headers.TryAddWithoutValidation(JsonLength, length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var answer = await client.SendAsync(message, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? bytes
            : throw new BenchmarkException($"{address} answered {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(bytes)}");
    }

    private static byte[] Grpc(float[] values) => GrpcFrames.Pack(
        new ModelInferRequest
        {
            ModelName = Model,
            Id = "a",
            Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { Rows, ServingHome.NumberColumns } } },
            RawInputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) },
        },
        useGzip: false);

    private static async Task<ReadOnlyMemory<byte>> CallAsync(GrpcClient client, byte[] body, CancellationToken cancellationToken)
    {
        var answer = await client.SendRawAsync(InferenceMethods.ModelInfer.Path, body, GrpcCallOptions.Default, cancellationToken);
        return answer is { Status.IsOk: true, Messages: [var message] } ? message : throw new BenchmarkException($"gRPC answered {answer.Status} and {answer.Messages.Count} messages.");
    }

    private static byte[] Json(float[] values) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = "a",
        inputs = new[] { new { name = "x", shape = (int[])[Rows, ServingHome.NumberColumns], datatype = "FP32", data = values } },
    });

    private static (byte[] Body, int JsonLength) Binary(float[] values)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "a",
            parameters = new { binary_data_output = true },
            inputs = new[] { new { name = "x", shape = (int[])[Rows, ServingHome.NumberColumns], datatype = "FP32", parameters = new { binary_data_size = values.Length * sizeof(float) } } },
        });
        return ([.. json, .. MemoryMarshal.AsBytes<float>(values)], json.Length);
    }

    /// <summary>Three ways to say the same must be answered by the same numbers.</summary>
    private static void RequireSame(WireForm json, WireForm binary, WireForm grpc)
    {
        var numbers = JsonElement.Parse(json.Answer.Span).GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        var overRest = binary.Answer;
        var overGrpc = ModelInferResponse.Parser.ParseFrom(grpc.Answer.Span).RawOutputContents[0];
        var expected = MemoryMarshal.AsBytes<float>(numbers);
        if (numbers.Length != Rows || overRest.Length <= expected.Length || !overRest.Span[^expected.Length..].SequenceEqual(expected) || !overGrpc.Span.SequenceEqual(expected))
            throw new BenchmarkException("JSON, binary tensors and gRPC give different numbers for the same rows.");
    }

    /// <param name="RowsPerSecond">Answered, all connections together.</param>
    /// <param name="ServerMicroseconds">Processor time of the server for a request: the client, which takes the rest of the machine, not included.</param>
    private readonly record struct Rate(double RowsPerSecond, double ServerMicroseconds)
    {
        public override string ToString() => FormattableString.Invariant($"{RowsPerSecond:0} ({ServerMicroseconds:0} us)");
    }
}
