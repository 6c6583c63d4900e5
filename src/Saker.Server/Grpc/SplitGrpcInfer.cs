using System.Text;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Server.Http.Access;
using Saker.Server.Http.Rows;

namespace Saker.Server.Grpc;

/// <summary>A ModelInfer request to an endpoint with a split: which outputs it wants is kept for each version that it was read for.</summary>
/// <param name="reader">Has scanned the message.</param>
/// <param name="message">The request.</param>
/// <param name="call">The call that it came with.</param>
/// <param name="limits">How much is accepted.</param>
internal sealed class SplitGrpcInfer(InferRequestReader reader, GrpcMessage message, GrpcCall call, RowLimits limits) : ICallRequest
{
    private readonly List<(LoadedModel Model, InferSelection Selection)> _read = [];

    /// <summary>What is asked of the outputs of a call that it was read for.</summary>
    public InferSelection Of(InferCall infer) => _read.Last(one => ReferenceEquals(one.Model, infer.Model)).Selection;

    public void Read(InferCall infer)
    {
        _read.Add((infer.Model, reader.Read(message.Bytes, infer, limits)));
        infer.Timeout = ModelInferApi.Timeout(reader, call);
    }

    public ValueTask RunAsync(InferCall infer, bool isAgain, CancellationToken cancellationToken) => isAgain
        ? call.Context.Grant().RunAgainAsync(infer, cancellationToken)
        : call.Context.Grant().RunAsync(Encoding.UTF8.GetString(reader.Message.ModelName.Of(message.Bytes)), infer, cancellationToken);
}
