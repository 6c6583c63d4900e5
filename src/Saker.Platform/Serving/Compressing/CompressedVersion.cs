using Saker.Onnx.Compression;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Compressing;

/// <summary>A smaller version, and what was measured of it beside the one it was made from.</summary>
public sealed record CompressedVersion(ModelVersion Version, CompressionReport Report);
