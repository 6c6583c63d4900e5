using System.Text;
using System.Text.Json.Nodes;
using Saker.Conformance.Samples;

namespace Saker.Conformance.Rest;

/// <summary>An infer request of the binary tensor extension: a JSON header, then raw tensors. Parts can be bent before it is sent.</summary>
internal sealed class BinaryRequest
{
    private readonly List<byte[]> _tensors = [];

    /// <param name="sample">The request.</param>
    /// <param name="isBinary">Which inputs, by position, go as bytes.</param>
    public BinaryRequest(SampleRequest sample, Func<int, bool> isBinary)
    {
        Json = sample.ToJson();
        foreach (var (at, input) in sample.Inputs.Index())
        {
            if (!isBinary(at))
                continue;
            var bytes = input.ToBytes();
            var json = Json["inputs"]![at]!.AsObject();
            json.Remove("data");
            json["parameters"] = new JsonObject { ["binary_data_size"] = bytes.Length };
            _tensors.Add(bytes);
        }
    }

    public JsonObject Json { get; }

    public List<byte[]> Tensors => _tensors;

    /// <summary>What the header is said to be long, if not the truth.</summary>
    public string? HeaderLength { get; set; }

    public Task<RestExchange> SendAsync(Subject subject, CancellationToken cancellationToken)
    {
        var header = Encoding.UTF8.GetBytes(Json.ToJsonString());
        byte[] body = [.. header, .. _tensors.SelectMany(bytes => bytes)];
        return subject.Rest.PostAsync(subject.InferPath, body, [("Content-Type", "application/octet-stream"), (RestDoor.BinaryHeader, HeaderLength ?? header.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))], cancellationToken);
    }
}
