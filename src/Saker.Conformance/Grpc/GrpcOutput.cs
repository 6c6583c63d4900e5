using Saker.Conformance.Samples;
using Saker.OpenInference.Messages;

namespace Saker.Conformance.Grpc;

/// <summary>An output of a gRPC answer: its bytes where it came raw, its typed values as text otherwise.</summary>
internal static class GrpcOutput
{
    /// <summary>How many elements came; null where bytes are no whole number of them.</summary>
    public static long? Count(ModelInferResponse response, int at)
    {
        var output = response.Outputs[at];
        if (response.RawOutputContents.Count > 0)
            return at < response.RawOutputContents.Count ? RawTensor.CountElements(output.Datatype, response.RawOutputContents[at].Span) : null;
        return output.Contents is not { } contents ? 0 : output.Datatype switch
        {
            "BOOL" => contents.BoolContents.Count,
            "INT8" or "INT16" or "INT32" => contents.IntContents.Count,
            "INT64" => contents.Int64Contents.Count,
            "UINT8" or "UINT16" or "UINT32" => contents.UintContents.Count,
            "UINT64" => contents.Uint64Contents.Count,
            "FP32" => contents.Fp32Contents.Count,
            "FP64" => contents.Fp64Contents.Count,
            "BYTES" => contents.BytesContents.Count,
            _ => null,
        };
    }

    /// <summary>Whether two answers have the same outputs, bit for bit.</summary>
    public static bool IsSame(ModelInferResponse left, ModelInferResponse right) => left.Outputs.Equals(right.Outputs) && left.RawOutputContents.Equals(right.RawOutputContents);
}
