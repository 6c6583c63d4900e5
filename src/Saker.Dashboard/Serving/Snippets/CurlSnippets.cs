using Saker.Dashboard.Serving.Trying;

namespace Saker.Dashboard.Serving.Snippets;

/// <summary>How a shell asks an endpoint.</summary>
internal static class CurlSnippets
{
    public static string Predict(SnippetSource source) => Curl.Post(source.PredictAddress, source.NeedsKey, writer =>
    {
        writer.WriteStartArray("rows");
        writer.WriteStartObject();
        source.Values!.WriteRow(writer, source.Signature);
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    public static string Infer(SnippetSource source) => Curl.Post(source.InferAddress, source.NeedsKey, TensorExample.Write(source.Signature, source.Values, isIndented: false));
}
