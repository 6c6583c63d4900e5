using Google.Protobuf;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Wire;

namespace Saker.Server.Tests.Grpc;

/// <summary>
/// Writes a request as no one would and anyone may: fields in any order, lists packed, unpacked and both, contents in pieces, earlier values of
/// single fields before the last one, and fields that nobody knows.
/// </summary>
internal static class ScrambledMessage
{
    public static byte[] Write(ModelInferRequest request, Random random)
    {
        List<byte[]> parts = [];
        AddText(parts, 1, request.ModelName, random);
        AddText(parts, 2, request.ModelVersion, random);
        AddText(parts, 3, request.Id, random);
        // The order among entries of one list counts; they go in as one run, between which others may come.
        List<byte[]> inputs = [.. request.Inputs.Select(input => Bytes(5, WriteInput(input, random)))];
        List<byte[]> raw = [.. request.RawInputContents.Select(content => Bytes(7, content.Span))];
        List<byte[]> outputs = [.. request.Outputs.Select(output => Bytes(6, output.ToByteArray()))];
        List<byte[]> parameters = [.. request.Parameters.Select(parameter => new ModelInferRequest { Parameters = { [parameter.Key] = parameter.Value } }.ToByteArray())];
        return Interleave(random, parts, inputs, raw, outputs, parameters, Unknown(random));
    }

    private static byte[] WriteInput(ModelInferRequest.Types.InferInputTensor input, Random random)
    {
        List<byte[]> texts = [];
        AddText(texts, 1, input.Name, random);
        AddText(texts, 2, input.Datatype, random);
        List<byte[]> shape = [.. Pieces(input.Shape, random).SelectMany(piece => Numbers(3, piece, random))];
        List<byte[]> contents = input.Contents is null ? [] : [.. WriteContents(input.Contents, random).Select(piece => Bytes(5, piece))];
        List<byte[]> parameters = [.. input.Parameters.Select(parameter => new ModelInferRequest.Types.InferInputTensor { Parameters = { [parameter.Key] = parameter.Value } }.ToByteArray())];
        return Interleave(random, texts, shape, contents, parameters, Unknown(random));
    }

    // One message in pieces is the same as one message: lists go on where they ended.
    private static IEnumerable<byte[]> WriteContents(InferTensorContents contents, Random random)
    {
        List<byte[]> fields =
        [
            .. Pieces(contents.BoolContents, random).SelectMany(piece => Numbers(1, piece.Select(value => value ? 1L : 0), random)),
            .. Pieces(contents.IntContents, random).SelectMany(piece => Numbers(2, piece.Select(value => (long)value), random)),
            .. Pieces(contents.Int64Contents, random).SelectMany(piece => Numbers(3, piece, random)),
            .. Pieces(contents.UintContents, random).SelectMany(piece => Numbers(4, piece.Select(value => (long)value), random)),
            .. Pieces(contents.Uint64Contents, random).SelectMany(piece => Numbers(5, piece.Select(value => (long)value), random)),
            .. Pieces(contents.Fp32Contents, random).SelectMany(piece => Fixed(6, [.. piece.Select(BitConverter.GetBytes)], WireType.Fixed32, random)),
            .. Pieces(contents.Fp64Contents, random).SelectMany(piece => Fixed(7, [.. piece.Select(BitConverter.GetBytes)], WireType.Fixed64, random)),
            .. contents.BytesContents.Select(value => Bytes(8, value.Span)),
        ];
        if (fields.Count == 0)
            yield return [];
        for (var at = 0; at < fields.Count;)
        {
            var count = random.Next(1, fields.Count - at + 1);
            yield return [.. fields.Skip(at).Take(count).SelectMany(field => field)];
            at += count;
        }
    }

    private static void AddText(List<byte[]> parts, int field, string text, Random random)
    {
        if (random.Next(4) == 0)
            parts.Add(Bytes(field, "earlier"u8));
        if (text.Length > 0 || parts.Count > 0)
            parts.Add(Bytes(field, System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static IEnumerable<T[]> Pieces<T>(IReadOnlyList<T> values, Random random)
    {
        for (var at = 0; at < values.Count;)
        {
            var count = random.Next(1, values.Count - at + 1);
            yield return [.. values.Skip(at).Take(count)];
            at += count;
        }
    }

    private static IEnumerable<byte[]> Numbers(int field, IEnumerable<long> values, Random random) => random.Next(2) == 0
        ? [Bytes(field, [.. values.SelectMany(value => Varint((ulong)value))])]
        : [.. values.Select(value => (byte[])[.. Tag(field, WireType.Varint), .. Varint((ulong)value)])];

    private static IEnumerable<byte[]> Fixed(int field, byte[][] values, WireType type, Random random) => random.Next(2) == 0
        ? [Bytes(field, [.. values.SelectMany(value => value)])]
        : [.. values.Select(value => (byte[])[.. Tag(field, type), .. value])];

    private static List<byte[]> Unknown(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) switch
        {
            0 => [.. Tag(900, WireType.Varint), .. Varint((ulong)random.NextInt64())],
            1 => [.. Tag(901, WireType.Fixed32), 1, 2, 3, 4],
            2 => [.. Tag(902, WireType.Fixed64), 1, 2, 3, 4, 5, 6, 7, 8],
            3 => [.. Tag(903, WireType.StartGroup), .. Tag(1, WireType.Varint), 5, .. Tag(903, WireType.EndGroup)],
            _ => Bytes(19_999, "nobody knows"u8),
        }),
    ];

    // Lists keep their own order, and lie among each other as chance has it.
    private static byte[] Interleave(Random random, params List<byte[]>[] lists)
    {
        List<byte> message = [];
        var at = new int[lists.Length];
        var left = lists.Sum(list => list.Count);
        while (left > 0)
        {
            var list = random.Next(lists.Length);
            if (at[list] == lists[list].Count)
                continue;
            message.AddRange(lists[list][at[list]++]);
            left--;
        }
        return [.. message];
    }

    private static byte[] Bytes(int field, ReadOnlySpan<byte> value) => [.. Tag(field, WireType.Length), .. Varint((ulong)value.Length), .. value];

    private static byte[] Tag(int field, WireType type) => Varint(((ulong)field << 3) | (uint)type);

    private static byte[] Varint(ulong value)
    {
        var bytes = new byte[10];
        var writer = new WireWriter(bytes);
        writer.WriteVarint(value);
        return bytes[..writer.Position];
    }
}
