using System.Text;
using System.Text.Json;
using Saker.Onnx;

namespace Saker.Server.Http.OpenInference;

/// <summary>One tensor that a model gives, with what writing it needs.</summary>
internal sealed class InferOutput(TensorSpec spec)
{
    public string Name { get; } = spec.Name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(spec.Name);

    public IReadOnlyList<long> Shape { get; } = spec.Shape;

    public Datatype Datatype { get; } = Datatypes.Of(spec.Type);

    /// <summary>How it begins in an answer, up to its extents.</summary>
    public byte[] Head { get; } =
        [.. "{\"name\":\""u8, .. JsonEncodedText.Encode(spec.Name, JsonText.Encoder).EncodedUtf8Bytes, .. "\",\"datatype\":\""u8, .. Encoding.UTF8.GetBytes(Datatypes.Of(spec.Type).ToString()), .. "\",\"shape\":["u8];
}
