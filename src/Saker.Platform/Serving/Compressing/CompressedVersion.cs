using Saker.Onnx.Compression;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Compressing;

/// <summary>A smaller version, and what was measured of it beside the one it was made from.</summary>
public sealed record CompressedVersion(ModelVersion Version, CompressionReport Report)
{
    /// <summary>What there is to say besides, such as that a weight was left as it was; its evaluation holds it as well.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
