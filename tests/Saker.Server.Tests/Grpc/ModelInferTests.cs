using System.Runtime.InteropServices;
using Google.Protobuf;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Tensors;
using Saker.Onnx;
using Saker.Server.Grpc;
using Saker.Testing.Toys;
using Input = Saker.OpenInference.Messages.ModelInferRequest.Types.InferInputTensor;
using Output = Saker.OpenInference.Messages.ModelInferRequest.Types.InferRequestedOutputTensor;

namespace Saker.Server.Tests.Grpc;

public sealed class ModelInferTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Raw_tensors_of_every_type_come_back_raw()
    {
        var request = EchoRequests.Raw(id: "räw-1");
        var response = await server.Client.InferAsync(request, Token);
        Assert.Equal("echo", response.ModelName);
        Assert.Equal("1", response.ModelVersion);
        Assert.Equal("räw-1", response.Id);
        Assert.Equal(request.RawInputContents, response.RawOutputContents);
        Assert.Equal(request.Inputs.Select(input => (input.Datatype, input.Shape.Count)), response.Outputs.Select(output => (output.Datatype, output.Shape.Count)));
        Assert.All(response.Outputs, output => Assert.Null(output.Contents));
    }

    [Fact]
    public async Task Typed_tensors_come_back_typed()
    {
        var response = await server.Client.InferAsync(Churn(), Token);
        Assert.Equal(["label", "probability"], response.Outputs.Select(output => output.Name));
        Assert.Equal("BYTES", response.Outputs[0].Datatype);
        Assert.Equal([2L, 1L], response.Outputs[0].Shape);
        Assert.Equal(2, response.Outputs[0].Contents.BytesContents.Count);
        Assert.Equal(2, response.Outputs[1].Contents.Fp32Contents.Count);
        Assert.Empty(response.RawOutputContents);

        var wide = await server.Client.InferAsync(EchoRequests.WideTyped(rows: 3), Token);
        Assert.Equal(EchoRequests.WideTyped(rows: 3).Inputs[0].Contents.Fp32Contents, wide.Outputs[0].Contents.Fp32Contents);
    }

    [Fact]
    public async Task Requested_outputs_come_in_the_order_of_the_request()
    {
        var request = EchoRequests.Raw();
        request.Outputs.Add(new Output { Name = "out_Int64" });
        request.Outputs.Add(new Output { Name = "out_Text" });
        var response = await server.Client.InferAsync(request, Token);
        Assert.Equal(["out_Int64", "out_Text"], response.Outputs.Select(output => output.Name));
        Assert.Equal(2, response.RawOutputContents.Count);
        Assert.Equal(EchoRequests.RawOf(Datatype.Int64, seed: 1), response.RawOutputContents[0]);
    }

    [Fact]
    public async Task A_version_may_be_named_and_must_be_there()
    {
        var request = Churn();
        request.ModelVersion = "1";
        Assert.Equal("1", (await server.Client.InferAsync(request, Token)).ModelVersion);
        request.ModelVersion = "77";
        Assert.Equal(GrpcStatusCode.NotFound, (await FailureAsync(request)).Code);
        Assert.Equal(GrpcStatusCode.NotFound, (await FailureAsync(new ModelInferRequest { ModelName = "nobody" })).Code);
    }

    [Fact]
    public async Task A_large_batch_passes_in_both_directions()
    {
        var request = EchoRequests.Wide(rows: 9_000);
        var response = await server.Client.InferAsync(request, Token);
        Assert.Equal(request.RawInputContents[0], response.RawOutputContents[0]);
        Assert.Equal([9_000L, 20L], response.Outputs[0].Shape);
    }

    [Fact]
    public async Task Packed_messages_are_taken_and_answered_alike()
    {
        var request = EchoRequests.Wide(rows: 100);
        var response = await server.Client.InferAsync(request, new GrpcCallOptions { UseGzip = true }, Token);
        Assert.Equal(request.RawInputContents[0], response.RawOutputContents[0]);
        var answer = await server.Calls.SendRawAsync(InferenceMethods.ModelInfer.Path, GrpcFrames.Pack(request, useGzip: true), new GrpcCallOptions { UseGzip = true }, Token);
        Assert.Equal("gzip", answer.Headers["grpc-encoding"]);
        Assert.Equal(GrpcStatusCode.Ok, answer.Status.Code);
    }

    [Fact]
    public async Task NaN_and_infinity_keep_their_bits()
    {
        var request = EchoRequests.WideTyped(rows: 1);
        var numbers = request.Inputs[0].Contents.Fp32Contents;
        (numbers[0], numbers[1], numbers[2]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        var response = await server.Client.InferAsync(request, Token);
        Assert.Equal(MemoryMarshal.AsBytes<float>(numbers.ToArray()), MemoryMarshal.AsBytes<float>(response.Outputs[0].Contents.Fp32Contents.ToArray()));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "missing", "Tensor 'in_Int8' is missing" },
        { "renamed", "Tensor 'in_Int8' is missing" },
        { "twice", "'in_Text' is there twice" },
        { "datatype", "has datatype 'fp32'; the model takes FP32" },
        { "shape", "has shape [1, 3]; the model takes [-1, 2]" },
        { "negative", "has shape [-1, 2]" },
        { "huge", "rows; at most" },
        { "rows", "'in_UInt8' has 2 rows, and 'in_Float32' has 1" },
        { "raw size", "has 3 raw bytes" },
        { "raw count", "one for each input" },
        { "both forms", "use the one or the other" },
        { "text cut", "end within text" },
        { "text rest", "left after its 2 texts" },
        { "not utf-8", "not UTF-8" },
        { "output", "'nothing' is not an output" },
        { "shared memory", "shared_memory_region" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_does_not_fit_the_model_is_named(string fault, string expected)
    {
        var request = EchoRequests.Raw();
        Break(request, fault);
        var failure = await FailureAsync(request);
        Assert.Equal(GrpcStatusCode.InvalidArgument, failure.Code);
        Assert.Contains(expected, failure.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_contents_that_do_not_fit_are_named()
    {
        var few = EchoRequests.WideTyped(rows: 2);
        few.Inputs[0].Contents.Fp32Contents.RemoveAt(0);
        Assert.Contains("fewer elements in its contents than its shape needs, which is 40", (await FailureAsync(few)).Status.Message, StringComparison.Ordinal);
        var many = EchoRequests.WideTyped(rows: 2);
        many.Inputs[0].Contents.Fp32Contents.Add(1);
        Assert.Contains("has 41 elements in its contents; its shape needs 40", (await FailureAsync(many)).Status.Message, StringComparison.Ordinal);
        var other = EchoRequests.WideTyped(rows: 1);
        other.Inputs[0].Contents.IntContents.Add(3);
        Assert.Contains("belong in field 6", (await FailureAsync(other)).Status.Message, StringComparison.Ordinal);
        var half = EchoRequests.Raw();
        foreach (var input in half.Inputs)
            input.Contents = new InferTensorContents();
        half.RawInputContents.Clear();
        Assert.Contains("only in raw_input_contents", (await FailureAsync(half)).Status.Message, StringComparison.Ordinal);
    }

    private static void Break(ModelInferRequest request, string fault)
    {
        Input Of(ElementType type) => request.Inputs.Single(input => input.Name == $"in_{type}");
        void Raw(ElementType type, byte[] bytes) => request.RawInputContents[request.Inputs.IndexOf(Of(type))] = ByteString.CopyFrom(bytes);
        switch (fault)
        {
            case "missing":
                var index = request.Inputs.IndexOf(Of(ElementType.Int8));
                request.Inputs.RemoveAt(index);
                request.RawInputContents.RemoveAt(index);
                break;
            case "renamed": Of(ElementType.Int8).Name = "whatever"; break;
            case "twice": Of(ElementType.Int8).Name = "in_Text"; break;
            case "datatype": Of(ElementType.Float32).Datatype = "fp32"; break;
            case "shape": Of(ElementType.Float32).Shape[1] = 3; break;
            case "negative": Of(ElementType.Float32).Shape[0] = -1; break;
            case "huge": Of(ElementType.Float32).Shape[0] = 1L << 40; break;
            case "rows":
                Of(ElementType.UInt8).Shape[0] = 2;
                Raw(ElementType.UInt8, [1, 2, 3, 4]);
                break;
            case "raw size": Raw(ElementType.Float32, [1, 2, 3]); break;
            case "raw count": request.RawInputContents.RemoveAt(0); break;
            case "both forms": Of(ElementType.Float32).Contents = new InferTensorContents { Fp32Contents = { 1 } }; break;
            case "text cut": Raw(ElementType.Text, [1, 0, 0, 0, 65, 9, 0, 0, 0]); break;
            case "text rest": Raw(ElementType.Text, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2]); break;
            case "not utf-8": Raw(ElementType.Text, [1, 0, 0, 0, 0xff, 0, 0, 0, 0]); break;
            case "output": request.Outputs.Add(new Output { Name = "nothing" }); break;
            default: Of(ElementType.Float32).Parameters["shared_memory_region"] = new InferParameter { StringParam = "r" }; break;
        }
    }

    private static ModelInferRequest Churn()
    {
        var request = new ModelInferRequest { ModelName = "churn", Id = "c" };
        foreach (var column in ToyChurn.Signature.Inputs)
        {
            var input = new Input { Name = column.Name, Shape = { 2, 1 }, Contents = new InferTensorContents() };
            input.Datatype = column.Type == Data.ColumnType.Text ? "BYTES" : "FP64";
            if (input.Datatype == "BYTES")
                input.Contents.BytesContents.AddRange([ByteString.CopyFromUtf8("Month-to-month"), ByteString.CopyFromUtf8("Two year")]);
            else
                input.Contents.Fp64Contents.AddRange([1, 0]);
            request.Inputs.Add(input);
        }
        return request;
    }

    private async Task<GrpcException> FailureAsync(ModelInferRequest request) => await Assert.ThrowsAsync<GrpcException>(() => server.Client.InferAsync(request, Token));
}
