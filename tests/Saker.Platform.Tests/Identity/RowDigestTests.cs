using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Identity;
using Saker.Testing;

namespace Saker.Platform.Tests.Identity;

public sealed class RowDigestTests
{
    [Fact]
    public void A_row_has_the_same_digest_in_a_batch_as_alone() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, random.Next(1, 30)).Select(_ => (Number: random.NextDouble(), Text: new string('x', random.Next(0, 20)))).ToArray();
        var batch = Digest(7, rows);
        for (var i = 0; i < rows.Length; i++)
            Assert.Equal(batch[i], Digest(7, rows[i])[0]);
    }).Hold();

    [Fact]
    public void Equal_rows_have_equal_digests_and_100000_different_ones_all_differ()
    {
        Assert.Equal(Digest(7, (1, "a")), Digest(7, (1, "a")));
        var rows = Enumerable.Range(0, 100_000).Select(i => ((double)(i % 300), $"t{i / 300}")).ToArray();
        Assert.Equal(rows.Length, Digest(7, rows).Distinct().Count());
    }

    [Fact]
    public void What_moves_from_one_value_to_the_next_is_another_row()
    {
        Assert.NotEqual(Texts("ab", "c"), Texts("a", "bc"));
        Assert.NotEqual(Texts("", "a"), Texts("a", ""));
    }

    [Fact]
    public void Another_installation_has_other_digests() => Assert.NotEqual(Digest(7, (1, "a")), Digest(8, (1, "a")));

    private static ulong[] Digest(ulong seed, params (double Number, string Text)[] rows)
    {
        var (numbers, texts) = (new TensorBuffer(ElementType.Float64), new TensorBuffer(ElementType.Text));
        numbers.Reset([rows.Length]);
        texts.Reset([rows.Length, 1]);
        for (var i = 0; i < rows.Length; i++)
        {
            numbers.Elements<double>()[i] = rows[i].Number;
            texts.SetText(i, Encoding.UTF8.GetBytes(rows[i].Text));
        }
        var hashes = new ulong[rows.Length];
        RowDigest.Compute(seed, [numbers, texts], hashes);
        return hashes;
    }

    private static ulong Texts(string first, string second)
    {
        var texts = new TensorBuffer(ElementType.Text);
        texts.Reset([1, 2]);
        texts.SetText(0, Encoding.UTF8.GetBytes(first));
        texts.SetText(1, Encoding.UTF8.GetBytes(second));
        var hashes = new ulong[1];
        RowDigest.Compute(7, [texts], hashes);
        return hashes[0];
    }
}
