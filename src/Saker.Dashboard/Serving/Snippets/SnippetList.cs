namespace Saker.Dashboard.Serving.Snippets;

/// <summary>All the ways to ask an endpoint that people commonly take.</summary>
internal static class SnippetList
{
    public static IReadOnlyList<Snippet> Of(SnippetSource source)
    {
        List<Snippet> all = [];
        if (source.Values is not null)
        {
            all.Add(new Snippet("curl", "curl", "bash", CurlSnippets.Predict(source)));
            all.Add(new Snippet("csharp", "C#", "csharp", CSharpSnippet.Write(source), "The package Saker.Client."));
            all.Add(new Snippet("python", "Python", "python", PythonSnippets.Standard(source), "Nothing but Python 3."));
            all.Add(new Snippet("requests", "Python, requests", "python", PythonSnippets.Requests(source), "pip install requests"));
        }
        if (source.FitsJson)
            all.Add(new Snippet("infer", "curl, Open Inference", "bash", CurlSnippets.Infer(source)));
        all.Add(new Snippet("client", "Python, Open Inference client", "python", PythonSnippets.Client(source), "pip install tritonclient[http] numpy: the client of Triton speaks the protocol."));
        if (source.FitsJson && source.GrpcPort is not null)
            all.Add(new Snippet("grpc", "gRPC, JavaScript", "javascript", GrpcSnippet.Write(source), "npm install @grpc/grpc-js @grpc/proto-loader, and inference.proto from src/Saker.OpenInference/Messages. Other languages generate their client from the same file."));
        return all;
    }
}
