using System.Globalization;
using Saker.Dashboard.Serving.Trying;
using Saker.Learning.Models;

namespace Saker.Dashboard.Serving.Snippets;

/// <summary>gRPC from JavaScript, whose client reads the protocol's file as it is.</summary>
internal static class GrpcSnippet
{
    private static readonly (string, string, string) s_words = ("true", "false", "null");

    public static string Write(SnippetSource source) =>
        $$"""
        const grpc = require('@grpc/grpc-js');
        const loader = require('@grpc/proto-loader');

        const { inference } = grpc.loadPackageDefinition(loader.loadSync('inference.proto', { keepCase: true }));
        const client = new inference.GRPCInferenceService({{Literals.Text(string.Create(CultureInfo.InvariantCulture, $"{source.Host}:{source.GrpcPort}"))}}, grpc.credentials.{{(source.IsSecure ? "createSsl" : "createInsecure")}}());
        const metadata = new grpc.Metadata();
        {{(source.NeedsKey ? "metadata.set('authorization', 'Bearer ' + process.env.SAKER_KEY);\n" : "")}}client.ModelInfer({
          model_name: {{Literals.Text(source.Endpoint)}},
          inputs: [
        {{string.Join('\n', source.Signature.Inputs.Select(column => $"    {{ name: {Literals.Text(column.Name)}, datatype: '{TensorExample.Datatype(column)}', shape: [{string.Join(", ", TensorExample.Shape(column))}], contents: {{ {Member(column)}: {Contents(source, column)} }} }},"))}}
          ],
        }, metadata, (error, answer) => {
          console.log(error ?? answer.outputs.map(output => [output.name, Object.values(output.contents ?? {}).flat().map(String)]));
          client.close();
        });
        """;

    private static string Member(SignatureColumn column) => TensorExample.Datatype(column) switch
    {
        "BOOL" => "bool_contents",
        "BYTES" => "bytes_contents",
        "FP32" => "fp32_contents",
        "FP64" => "fp64_contents",
        "INT64" => "int64_contents",
        "UINT64" => "uint64_contents",
        "UINT8" or "UINT16" or "UINT32" => "uint_contents",
        _ => "int_contents",
    };

    private static string Contents(SnippetSource source, SignatureColumn column)
    {
        var isText = TensorExample.Datatype(column) == "BYTES";
        if (source.Values is { } values && column.Shape is null)
            return isText ? $"[Buffer.from({Literals.Held(column, values, s_words)})]" : $"[{Literals.Held(column, values, s_words)}]";
        var count = TensorExample.Shape(column).Aggregate(1L, (product, extent) => product * extent);
        return $"Array({count}).fill({(isText ? "Buffer.alloc(0)" : TensorExample.Datatype(column) == "BOOL" ? "false" : "0")})";
    }
}
