using System.Buffers;
using Saker.Platform.Serving.Caching;

namespace Saker.Platform.Serving;

/// <summary>What a call took and gave, as bytes that are equal exactly when it is: types, shapes and elements.</summary>
public static class CallBytes
{
    /// <summary>Appends the inputs as the model saw them.</summary>
    public static void WriteInputs(InferCall call, ArrayBufferWriter<byte> into) => RequestKey.Write("", call.Inputs, into);

    /// <summary>Appends the answer.</summary>
    public static void WriteOutputs(InferCall call, ArrayBufferWriter<byte> into) => RequestKey.Write("", call.Outputs, into);
}
