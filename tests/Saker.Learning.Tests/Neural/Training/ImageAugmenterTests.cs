using Saker.Data;
using Saker.Learning.Neural.Training;

namespace Saker.Learning.Tests.Neural.Training;

public sealed class ImageAugmenterTests
{
    [Fact]
    public void Nothing_set_changes_nothing()
    {
        var image = Image();
        new ImageAugmenter(new ImageAugmentation(), 3, 4, 6).Apply(image, new Xoshiro256(1));
        Assert.Equal(Image(), image);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_flip_turns_the_image_round_or_leaves_it(bool sideways, bool upright)
    {
        var augmenter = new ImageAugmenter(new ImageAugmentation { FlipsSideways = sideways, FlipsUpright = upright }, 3, 4, 6);
        var (chance, original) = (new Xoshiro256(1), Image());
        float[] flipped = [.. Enumerable.Range(0, original.Length).Select(i => original[(i / 24 * 24) + ((upright ? 3 - i / 6 % 4 : i / 6 % 4) * 6) + (sideways ? 5 - i % 6 : i % 6)])];
        var kinds = new HashSet<bool>();
        for (var i = 0; i < 20; i++)
        {
            var image = Image();
            augmenter.Apply(image, chance);
            kinds.Add(image.SequenceEqual(flipped));
            Assert.True(image.SequenceEqual(flipped) || image.SequenceEqual(original));
        }
        Assert.Equal(2, kinds.Count);
    }

    [Fact]
    public void All_at_once_keeps_pixels_between_those_there_were_allocates_nothing_and_repeats_by_its_seed()
    {
        var augmenter = new ImageAugmenter(new ImageAugmentation { FlipsSideways = true, FlipsUpright = true, Shift = 0.2, Rotate = 30, Shear = 10, Zoom = 0.2 }, 3, 4, 6);
        var (first, second, chance) = (Image(), Image(), new Xoshiro256(9));
        augmenter.Apply(first, chance);
        augmenter.Apply(second, new Xoshiro256(9));
        Assert.Equal(first, second);
        Assert.NotEqual(Image(), first);
        Assert.All(first, value => Assert.InRange(value, 0, 71));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            augmenter.Apply(first, chance);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Beyond_the_border_is_the_fill_where_there_is_one()
    {
        var image = Enumerable.Repeat(1f, 24).ToArray();
        var augmenter = new ImageAugmenter(new ImageAugmentation { Shift = 1, Fill = -5 }, 1, 4, 6);
        augmenter.Apply(image, new Xoshiro256(2));
        Assert.Contains(-5f, image);
    }

    [Fact]
    public void Colour_changes_brightness_and_keeps_grey_grey()
    {
        float[] grey = [.. Enumerable.Repeat(new[] { 0.2f, 0.8f }, 3).SelectMany(channel => channel)];
        var augmented = (float[])grey.Clone();
        new ImageAugmenter(new ImageAugmentation { Colour = 0.5 }, 3, 1, 2).Apply(augmented, new Xoshiro256(1));
        Assert.NotEqual(grey, augmented);
        Assert.Equal(augmented[0], augmented[2], 1e-5f);
        Assert.Equal(augmented[1], augmented[5], 1e-5f);
    }

    [Fact]
    public void Every_setting_out_of_range_is_named() => Assert.Equal(["augmentation.shift", "augmentation.zoom"],
        Assert.Throws<SakerException>(() => new ImageAugmenter(new ImageAugmentation { Shift = 2, Zoom = double.NaN }, 1, 1, 1)).Problems.Select(problem => problem.Field));

    private static float[] Image() => [.. Enumerable.Range(0, 72).Select(i => (float)i)];
}
