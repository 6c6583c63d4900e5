using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using Saker.Benchmarks.Demands;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Messages;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// 1,024 rows of 20 floats a request, as JSON, as binary tensors over REST, and raw over gRPC: the same rows to the same server from as many
/// connections, each with one request under way, whose bytes were made once. Every answer is read whole and compared.
/// </summary>
internal static class RowsOnTheWire
{
    private const string Model = ServingHome.Numbers;
    private const int Rows = 1024;
    private const int Connections = 4;
    private const string JsonLength = "Inference-Header-Content-Length";
    private const double MinTimesJson = 5;
    private const double MinTimesRest = 1;

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(ServingHome home, AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var saker = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        var values = Networks.Values(Rows * ServingHome.NumberColumns, seed: 1);
        var address = new Uri(saker.Address, $"v2/models/{Model}/infer");
        List<IDisposable> clients = [];
        try
        {
            var json = Rest(clients, address, Json(values), jsonLength: null);
            var (body, length) = Binary(values);
            var binary = Rest(clients, address, body, length);
            var grpc = Grpc(clients, new Uri(saker.Announced.GetProperty("grpc").GetString()!), values);
            await RequireSameAsync(json, binary, grpc, cancellationToken);
            var duration = TimeSpan.FromSeconds(settings.Quick ? 1 : 5);
            var beside = new List<(Rate Json, Rate Binary, Rate Grpc)>();
            var repeats = settings.Quick ? 3 : 9;
            for (var repeat = 0; repeat <= repeats; repeat++)
            {
                var rates = (Json: await RateAsync(saker, json, duration, cancellationToken), Binary: await RateAsync(saker, binary, duration, cancellationToken), Grpc: await RateAsync(saker, grpc, duration, cancellationToken));
                // The first time warms both sides up.
                if (repeat == 0)
                    continue;
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
        finally
        {
            foreach (var client in clients)
                client.Dispose();
        }
    }

    private static async Task<Rate> RateAsync(ServerProcess server, Func<CancellationToken, Task<ReadOnlyMemory<byte>>>[] ask, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (begin, used) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        var counts = await Task.WhenAll(ask.Select(one => Task.Run(() => AskAsync(one, begin, duration, cancellationToken), cancellationToken)));
        var count = counts.Sum();
        return new Rate(count * Rows / Stopwatch.GetElapsedTime(begin).TotalSeconds, (server.ProcessorTime - used).TotalMicroseconds / count);
    }

    private static async Task<long> AskAsync(Func<CancellationToken, Task<ReadOnlyMemory<byte>>> ask, long begin, TimeSpan duration, CancellationToken cancellationToken)
    {
        var expected = await ask(cancellationToken);
        var count = 1L;
        for (; Stopwatch.GetElapsedTime(begin) < duration; count++)
        {
            var answer = await ask(cancellationToken);
            if (!answer.Span.SequenceEqual(expected.Span))
                throw new BenchmarkException("the same request was answered differently.");
        }
        return count;
    }

    private static Func<CancellationToken, Task<ReadOnlyMemory<byte>>>[] Rest(List<IDisposable> clients, Uri address, byte[] body, int? jsonLength) => [.. Enumerable.Range(0, Connections).Select(_ =>
    {
        var client = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false, UseCookies = false });
        clients.Add(client);
        return (Func<CancellationToken, Task<ReadOnlyMemory<byte>>>)(token => PostAsync(client, address, body, jsonLength, token));
    })];

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

    // As many clients as connections: one would send all over a single connection.
    private static Func<CancellationToken, Task<ReadOnlyMemory<byte>>>[] Grpc(List<IDisposable> clients, Uri address, float[] values)
    {
        var body = GrpcFrames.Pack(
            new ModelInferRequest
            {
                ModelName = Model,
                Id = "a",
                Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { Rows, ServingHome.NumberColumns } } },
                RawInputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) },
            },
            useGzip: false);
        return [.. Enumerable.Range(0, Connections).Select(_ =>
        {
            var client = new GrpcClient(new GrpcClientOptions { Address = address });
            clients.Add(client);
            return (Func<CancellationToken, Task<ReadOnlyMemory<byte>>>)(token => CallAsync(client, body, token));
        })];
    }

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
    private static async Task RequireSameAsync(
        Func<CancellationToken, Task<ReadOnlyMemory<byte>>>[] json, Func<CancellationToken, Task<ReadOnlyMemory<byte>>>[] binary, Func<CancellationToken, Task<ReadOnlyMemory<byte>>>[] grpc, CancellationToken cancellationToken)
    {
        var numbers = JsonElement.Parse((await json[0](cancellationToken)).Span).GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        var overRest = await binary[0](cancellationToken);
        var overGrpc = ModelInferResponse.Parser.ParseFrom((await grpc[0](cancellationToken)).Span).RawOutputContents[0];
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
