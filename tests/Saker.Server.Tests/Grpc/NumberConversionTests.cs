using System.Net;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Onnx;
using Saker.Platform.Serving;
using Saker.Server.Tests.Http.OpenInference;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Grpc;

/// <summary>Numbers of another type than the model's: taken where none is lost, refused where one is, by one rule for every door.</summary>
public sealed class NumberConversionTests(NumberConversionTests.Echoes server) : IClassFixture<NumberConversionTests.Echoes>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is sent, what the model takes, and what it gets; null where it must not get anything.</summary>
    public static TheoryData<string, byte[], ElementType, byte[]?> Cases => new()
    {
        { "FP64", Raw(1.5, -2.0), ElementType.Float32, Raw(1.5f, -2f) },
        { "FP64", Raw(0.1, double.NaN), ElementType.Float32, Raw(0.1f, float.NaN) },
        { "FP64", Raw(double.PositiveInfinity, 0), ElementType.Float32, Raw(float.PositiveInfinity, 0) },
        { "FP64", Raw(0, 1e300), ElementType.Float32, null },
        { "INT64", Raw(7L, -3L), ElementType.Float32, Raw(7f, -3f) },
        { "INT64", Raw(16_777_217L, long.MaxValue), ElementType.Float32, Raw(16_777_216f, 9.223372e18f) },
        { "INT64", Raw(7L, -3L), ElementType.Int32, Raw(7, -3) },
        { "INT64", Raw(7L, 1L << 40), ElementType.Int32, null },
        { "UINT64", Raw(ulong.MaxValue, 1ul), ElementType.Int64, null },
        { "UINT64", Raw(ulong.MaxValue, 1ul), ElementType.Float64, Raw((double)ulong.MaxValue, 1.0) },
        { "FP32", Raw(2f, -3f), ElementType.Int64, Raw(2L, -3L) },
        { "FP32", Raw(2f, 2.5f), ElementType.Int64, null },
        { "FP32", Raw(2f, float.NaN), ElementType.Int64, null },
        { "FP32", Raw(1f, 0f), ElementType.Boolean, [1, 0] },
        { "FP32", Raw(1f, 2f), ElementType.Boolean, null },
        { "INT32", Raw(255, 0), ElementType.UInt8, [255, 0] },
        { "INT32", Raw(256, 0), ElementType.UInt8, null },
        { "INT32", Raw(-1, 0), ElementType.UInt8, null },
        { "UINT8", [3, 200], ElementType.Float64, Raw(3.0, 200.0) },
        { "BOOL", [1, 0], ElementType.Float32, Raw(1f, 0f) },
        { "BOOL", [1, 0], ElementType.Boolean, [1, 0] },
        { "BOOL", [2, 0], ElementType.Boolean, null },
        { "BOOL", [0, 255], ElementType.Boolean, null },
        { "BOOL", [1, 2], ElementType.Float32, null },
        { "BOOL", [1, 2], ElementType.UInt8, null },
        { "FP16", Raw((Half)1.5, (Half)2), ElementType.Float32, Raw(1.5f, 2f) },
        { "BF16", Raw<ushort>(0x3FC0, 0x4000), ElementType.Float32, Raw(1.5f, 2f) },
        { "FP64", Raw(65_504.0, 1.0), ElementType.Float16, Raw((Half)65_504, (Half)1) },
        { "FP64", Raw(70_000.0, 1.0), ElementType.Float16, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Raw_numbers_are_converted_or_refused_alike_through_both_doors(string datatype, byte[] sent, ElementType type, byte[]? expected)
    {
        var request = Request(datatype, type);
        request.RawInputContents.Add(ByteString.CopyFrom(sent));
        var (code, got) = await AskAsync(request);
        var (status, overHttp) = await AskOverHttpAsync(datatype, sent, type);
        Assert.Equal(expected is null ? GrpcStatusCode.InvalidArgument : GrpcStatusCode.Ok, code);
        Assert.Equal(expected is null ? HttpStatusCode.BadRequest : HttpStatusCode.OK, status);
        Assert.Equal(expected, got);
        Assert.Equal(expected, overHttp);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Typed_numbers_are_converted_or_refused_as_raw_ones(string datatype, byte[] sent, ElementType type, byte[]? expected)
    {
        var request = Request(datatype, type);
        if (datatype is "FP16" or "BF16")
            return;
        request.Inputs[0].Contents = Typed(datatype, sent);
        // A truth that is neither 0 nor 1 has no typed form: on the wire whatever is not 0 is true.
        if (datatype == "BOOL")
            expected = type switch { ElementType.Float32 => Raw(sent.Select(one => one == 0 ? 0f : 1f).ToArray()), _ => [.. sent.Select(one => (byte)(one == 0 ? 0 : 1))] };
        var (code, got) = await AskAsync(request);
        Assert.Equal(expected is null ? GrpcStatusCode.InvalidArgument : GrpcStatusCode.Ok, code);
        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task Refusal_names_the_tensor_and_the_element()
    {
        var request = Request("BOOL", ElementType.Boolean);
        request.RawInputContents.Add(ByteString.CopyFrom([1, 7]));
        Assert.Contains("'in_Boolean' has the byte 7 as element 1; a BOOL is 0 or 1.", (await FailureAsync(request)).Status.Message, StringComparison.Ordinal);
        request = Request("FP64", ElementType.Float32);
        request.RawInputContents.Add(ByteString.CopyFrom(Raw(1.0, 1e300)));
        Assert.Contains("'in_Float32' has an element, at position 1, that FP32 cannot hold", (await FailureAsync(request)).Status.Message, StringComparison.Ordinal);
    }

    private static ModelInferRequest Request(string datatype, ElementType type) => new()
    {
        ModelName = $"{type}",
        Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = $"in_{type}", Datatype = datatype, Shape = { 1, 2 } } },
    };

    private static InferTensorContents Typed(string datatype, byte[] raw) => datatype switch
    {
        "FP64" => new() { Fp64Contents = { MemoryMarshal.Cast<byte, double>(raw).ToArray() } },
        "FP32" => new() { Fp32Contents = { MemoryMarshal.Cast<byte, float>(raw).ToArray() } },
        "INT64" => new() { Int64Contents = { MemoryMarshal.Cast<byte, long>(raw).ToArray() } },
        "UINT64" => new() { Uint64Contents = { MemoryMarshal.Cast<byte, ulong>(raw).ToArray() } },
        "INT32" => new() { IntContents = { MemoryMarshal.Cast<byte, int>(raw).ToArray() } },
        "UINT8" => new() { UintContents = { raw.Select(one => (uint)one) } },
        _ => new() { BoolContents = { raw.Select(one => one != 0) } },
    };

    private static byte[] Raw<T>(params T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(numbers).ToArray();

    private async Task<GrpcException> FailureAsync(ModelInferRequest request) => await Assert.ThrowsAsync<GrpcException>(() => server.Client.InferAsync(request, Token));

    private async Task<(GrpcStatusCode Code, byte[]? Bytes)> AskAsync(ModelInferRequest request)
    {
        try
        {
            var output = await server.Client.InferAsync(request, Token);
            return (GrpcStatusCode.Ok, output.RawOutputContents.Count > 0 ? output.RawOutputContents[0].ToByteArray() : Untyped(output.Outputs[0]));
        }
        catch (GrpcException failure)
        {
            return (failure.Code, null);
        }
    }

    private static byte[] Untyped(ModelInferResponse.Types.InferOutputTensor output) => output.Datatype switch
    {
        "FP64" => Raw(output.Contents.Fp64Contents.ToArray()),
        "FP32" => Raw(output.Contents.Fp32Contents.ToArray()),
        "INT64" => Raw(output.Contents.Int64Contents.ToArray()),
        "INT32" => Raw(output.Contents.IntContents.ToArray()),
        "UINT8" => [.. output.Contents.UintContents.Select(one => (byte)one)],
        _ => [.. output.Contents.BoolContents.Select(one => one ? (byte)1 : (byte)0)],
    };

    private async Task<(HttpStatusCode Status, byte[]? Bytes)> AskOverHttpAsync(string datatype, byte[] sent, ElementType type)
    {
        var json = $$$"""{"parameters":{"binary_data_output":true},"inputs":[{"name":"in_{{{type}}}","shape":[1,2],"datatype":"{{{datatype}}}","parameters":{"binary_data_size":{{{sent.Length}}}}}]}""";
        using var response = await server.Http.PostAsync($"/v2/models/{type}/infer", BinaryMessage.Of(json, sent), Token);
        return (response.StatusCode, response.IsSuccessStatusCode ? (await BinaryMessage.ReadAsync(response)).Tensors[$"out_{type}"] : null);
    }

    /// <summary>The host with an echo for each element type, by its name.</summary>
    public sealed class Echoes : IAsyncLifetime
    {
        private static readonly ElementType[] s_types =
            [ElementType.Float64, ElementType.Float32, ElementType.Float16, ElementType.Int64, ElementType.Int32, ElementType.UInt8, ElementType.Boolean];

        private readonly TestServer _server = new()
        {
            Services = services => services.AddSingleton<ModelLoader>((version, _) => Task.FromResult<IModel>(new EchoModel(2, takesRows: true, Enum.Parse<ElementType>(version.Model)))),
        };

        public InferenceClient Client { get; private set; } = null!;

        public HttpClient Http => _server.Http;

        public async ValueTask InitializeAsync()
        {
            await _server.StartAsync(options => options, hasModel: false);
            foreach (var type in s_types)
                await _server.DeployAsync($"{type}", $"{type}", Token);
            Client = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = _server.Server.GrpcAddress }));
        }

        public ValueTask DisposeAsync()
        {
            Client?.Dispose();
            return _server.DisposeAsync();
        }
    }
}
