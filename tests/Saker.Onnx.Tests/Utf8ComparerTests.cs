using System.Text;

namespace Saker.Onnx.Tests;

public sealed class Utf8ComparerTests
{
    [Fact]
    public void Texts_of_every_length_are_found_by_their_bytes_and_by_nothing_else()
    {
        var texts = Enumerable.Range(0, 40).SelectMany(length => new[] { new string('a', length), new string('a', length) + "b", "c" + new string('a', length) }).Distinct().Select(Encoding.UTF8.GetBytes).ToArray();
        var known = texts.ToDictionary(text => text, text => text.Length, Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

        foreach (var text in texts)
        {
            // Elsewhere in memory, beside other bytes.
            byte[] beside = [7, .. text, 7];
            Assert.Equal(text.Length, known[beside.AsSpan(1, text.Length)]);
            Assert.False(known.ContainsKey(beside.AsSpan(0, text.Length + 1)));
        }
    }

    [Fact]
    public void Short_texts_seldom_share_a_hash()
    {
        var hashes = Enumerable.Range(0, 10_000).Select(i => Utf8Comparer.Instance.GetHashCode(Encoding.UTF8.GetBytes($"key {i}"))).Distinct().Count();

        Assert.InRange(hashes, 9_990, 10_000);
    }
}
