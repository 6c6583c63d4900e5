using Google.Protobuf;
using Saker.OpenInference.Messages;

namespace Saker.Conformance.Grpc;

/// <summary>Inference over gRPC: what must be refused.</summary>
internal static class GrpcContentChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("grpc.refuse.raw-and-typed", "Raw and typed contents together are refused.", CheckLevel.Must, Sections.GrpcRaw, RawAndTypedAsync),
        new("grpc.refuse.raw-short", "Raw contents shorter than shape and datatype say are refused.", CheckLevel.Must, Sections.GrpcRaw, (subject, token) => RawAsync(subject, bytes => bytes[..^1], token)),
        new("grpc.refuse.raw-long", "Raw contents longer than shape and datatype say are refused.", CheckLevel.Must, Sections.GrpcRaw, (subject, token) => RawAsync(subject, bytes => [.. bytes, 0, 0, 0, 0, 0, 0, 0, 0], token)),
        new("grpc.refuse.raw-missing", "Fewer raw contents than inputs are refused.", CheckLevel.Must, Sections.GrpcRaw, RawMissingAsync),
        new("grpc.refuse.raw-extra", "More raw contents than inputs are refused.", CheckLevel.Must, Sections.GrpcRaw, RawExtraAsync),
        new("grpc.refuse.typed-empty", "An input without contents is refused.", CheckLevel.Must, Sections.GrpcContents, (subject, token) => TypedAsync(subject, input => input.Contents = null, "the values are missing", token)),
        new("grpc.refuse.typed-field", "Contents in the field of another datatype are refused.", CheckLevel.Must, Sections.GrpcContents, WrongFieldAsync),
        new("grpc.refuse.shape-negative", "A shape with -1 is refused.", CheckLevel.Must, Sections.GrpcInfer, NegativeAsync),
        new("grpc.refuse.shape-larger", "A shape of more elements than the contents is refused.", CheckLevel.Must, Sections.GrpcContents, LargerAsync),
        new("grpc.refuse.datatype-unknown", "A datatype that does not exist is refused.", CheckLevel.Must, Sections.GrpcInfer, (subject, token) => TypedAsync(subject, input => input.Datatype = "FP33", "there is no such datatype", token)),
        new("grpc.refuse.input-missing", "A request that lacks an input is refused.", CheckLevel.Must, Sections.GrpcInfer, MissingAsync),
        new("grpc.refuse.output-unknown", "Requesting an output that the model does not have is refused.", CheckLevel.Must, Sections.GrpcInfer, UnknownOutputAsync),
        new("grpc.refuse.model-unknown", "A model that is not there is refused.", CheckLevel.Must, Sections.GrpcInfer, UnknownModelAsync),
        new("grpc.refuse.status", "No refused call had a status that blames the server (INTERNAL, UNKNOWN, UNAVAILABLE, DATA_LOSS).", CheckLevel.Should, Sections.GrpcStatus, StatusAsync),
        new("grpc.refuse.still-works", "After all that, the plain request is answered.", CheckLevel.Must, Sections.GrpcInfer, async (subject, token) => (await subject.Grpc.InferAsync(GrpcRequest.Typed(subject), token)).RequireOk("the request is valid")),
    ];

    private static async Task RefusedAsync(Subject subject, ModelInferRequest request, string why, CancellationToken cancellationToken) =>
        (await subject.Grpc.InferAsync(request, cancellationToken)).RequireRefused(why);

    private static Task TypedAsync(Subject subject, Action<ModelInferRequest.Types.InferInputTensor> change, string why, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Typed(subject);
        change(request.Inputs.Count > 0 ? request.Inputs[0] : throw new CheckSkippedException("the model has no inputs"));
        return RefusedAsync(subject, request, why, cancellationToken);
    }

    private static Task RawAndTypedAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Typed(subject);
        request.RawInputContents.AddRange(GrpcRequest.Raw(subject).RawInputContents);
        return RefusedAsync(subject, request, "if raw contents are given, typed ones must not be", cancellationToken);
    }

    private static Task RawAsync(Subject subject, Func<byte[], byte[]> change, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Raw(subject);
        request.RawInputContents[^1] = ByteString.CopyFrom(change(request.RawInputContents[^1].ToByteArray()));
        return RefusedAsync(subject, request, "the size must match shape and datatype", cancellationToken);
    }

    private static Task RawMissingAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Raw(subject);
        if (request.Inputs.Count < 2)
            throw new CheckSkippedException("the model has one input");
        request.RawInputContents.RemoveAt(request.RawInputContents.Count - 1);
        return RefusedAsync(subject, request, "there must be one for each input", cancellationToken);
    }

    private static Task RawExtraAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Raw(subject);
        request.RawInputContents.Add(request.RawInputContents[^1]);
        return RefusedAsync(subject, request, "there must be one for each input", cancellationToken);
    }

    private static Task WrongFieldAsync(Subject subject, CancellationToken cancellationToken) => TypedAsync(
        subject,
        input =>
        {
            var count = (int)input.Shape.Aggregate(1L, (product, size) => product * size);
            input.Contents = new InferTensorContents();
            if (input.Datatype == "BYTES")
                input.Contents.Fp32Contents.AddRange(Enumerable.Repeat(1.5f, count));
            else
                input.Contents.BytesContents.AddRange(Enumerable.Repeat(ByteString.CopyFromUtf8("x"), count));
        },
        "the contents must match the datatype",
        cancellationToken);

    private static Task NegativeAsync(Subject subject, CancellationToken cancellationToken) => TypedAsync(
        subject, input => input.Shape[0] = input.Shape.Count > 0 ? -1 : throw new CheckSkippedException("the first input is a scalar"), "sizes are given, not left open", cancellationToken);

    private static Task LargerAsync(Subject subject, CancellationToken cancellationToken) => TypedAsync(
        subject, input => input.Shape[0] = input.Shape.Count > 0 ? input.Shape[0] + 1 : throw new CheckSkippedException("the first input is a scalar"), "the size must match the shape", cancellationToken);

    private static Task MissingAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Typed(subject);
        if (request.Inputs.Count == 0)
            throw new CheckSkippedException("the model has no inputs");
        request.Inputs.RemoveAt(0);
        return RefusedAsync(subject, request, "an input is missing", cancellationToken);
    }

    private static Task UnknownOutputAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Typed(subject);
        request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "no-such-output" });
        return RefusedAsync(subject, request, "the model has no such output", cancellationToken);
    }

    private static Task UnknownModelAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = GrpcRequest.Typed(subject);
        request.ModelName = "no-such-model-8f3a";
        return RefusedAsync(subject, request, "there is no such model", cancellationToken);
    }

    private static Task StatusAsync(Subject subject, CancellationToken cancellationToken)
    {
        var refusals = subject.Grpc.Refusals;
        if (refusals.Count == 0)
            throw new CheckSkippedException("no call was refused");
        foreach (var exchange in refusals)
            exchange.RequireClientStatus("the mistake was the client's");
        return Task.CompletedTask;
    }
}
