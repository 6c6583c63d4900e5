using System.Text.Json.Serialization;

namespace Saker.Platform.Serving.Splits;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EndpointSplit))]
internal sealed partial class SplitJson : JsonSerializerContext;
