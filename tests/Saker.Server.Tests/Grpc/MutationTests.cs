using Google.Protobuf;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.Testing.Requests;

namespace Saker.Server.Tests.Grpc;

public sealed class MutationTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private static readonly GrpcStatusCode[] s_callersFault =
        [GrpcStatusCode.Ok, GrpcStatusCode.InvalidArgument, GrpcStatusCode.NotFound, GrpcStatusCode.ResourceExhausted, GrpcStatusCode.Unimplemented];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Broken messages in whole frames and broken frames, to each kind of method: an answer each time, never a fault of the server, never a hang.</summary>
    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 300)]
    [InlineData(3, 400)]
    [InlineData(4, 200)]
    public async Task Mutated_calls_are_the_callers_fault(int seed, int count)
    {
        var random = new Random(seed);
        Dictionary<GrpcStatusCode, int> seen = [];
        for (var i = 0; i < count; i++)
        {
            var (path, message) = random.Next(8) switch
            {
                0 => (InferenceMethods.ModelStreamInfer.Path, EchoRequests.Raw(seed: (byte)i).ToByteArray()),
                1 => (InferenceMethods.ModelInfer.Path, EchoRequests.WideTyped(rows: 2).ToByteArray()),
                2 => (InferenceMethods.ModelMetadata.Path, new OpenInference.Messages.ModelMetadataRequest { Name = "echo", Version = "1" }.ToByteArray()),
                6 => (InferenceMethods.ModelConfig.Path, new OpenInference.Messages.ModelConfigRequest { Name = "echo", Version = "1" }.ToByteArray()),
                7 => (InferenceMethods.ModelStatistics.Path, new OpenInference.Messages.ModelStatisticsRequest { Name = "echo", Version = "1" }.ToByteArray()),
                3 => (HealthMethods.Check.Path, new OpenInference.Messages.HealthCheckRequest { Service = "echo" }.ToByteArray()),
                _ => (InferenceMethods.ModelInfer.Path, ScrambledMessage.Write(EchoRequests.Raw(seed: (byte)i), random)),
            };
            var isWhole = random.Next(4) > 0;
            var body = isWhole ? GrpcFrames.Pack(ByteMutation.Of(message, random), isCompressed: false) : ByteMutation.Of(GrpcFrames.Pack(message, isCompressed: false), random);
            var options = new GrpcCallOptions { Timeout = TimeSpan.FromSeconds(20), UseGzip = random.Next(10) == 0 };
            var answer = await server.Calls.SendRawAsync(path, body, options, Token);
            Assert.True(s_callersFault.Contains(answer.Status.Code), $"Seed {seed}, call {i} to {path}: {answer.Status}, {Convert.ToHexString(body)}");
            seen[answer.Status.Code] = seen.GetValueOrDefault(answer.Status.Code) + 1;
        }
        // Mutations that change nothing of meaning are answered, the others refused: both must have happened.
        Assert.True(seen.GetValueOrDefault(GrpcStatusCode.Ok) > 0 && seen.GetValueOrDefault(GrpcStatusCode.InvalidArgument) > 0, string.Join(", ", seen));
        Assert.Equal("w", (await server.Client.InferAsync(EchoRequests.Wide(rows: 1), Token)).Id);
    }
}
