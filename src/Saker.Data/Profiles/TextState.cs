namespace Saker.Data.Profiles;

/// <summary>What is known of the texts of a column while they arrive, block by block.</summary>
internal sealed class TextState
{
    /// <summary>How many frequent texts are kept.</summary>
    public const int TopCapacity = 128;

    /// <summary>Longer texts are counted by their beginning; in UTF-16 units.</summary>
    public const int MaxTextLength = 200;

    private int _minLength = int.MaxValue;
    private int _maxLength;

    public DistinctSketch Distinct { get; private init; } = new();

    public FrequentItems<string> Top { get; private init; } = new(TopCapacity, StringComparer.Ordinal);

    /// <summary>Null when a part came from version 1 of the format.</summary>
    public TextShape? Shape { get; private set; } = new();

    public void Merge(DistinctSketch distinct, TextProfile part, bool isEmpty)
    {
        Distinct.Merge(distinct);
        Top.Merge(FrequentItems<string>.From(TopCapacity, part.Top.Select(item => (item.Text, item.Count)), part.MaxCountError, StringComparer.Ordinal));
        if (!isEmpty)
            (_minLength, _maxLength) = (Math.Min(_minLength, part.MinLength), Math.Max(_maxLength, part.MaxLength));
        if (part.Shape is { } shape)
            Shape?.Merge(shape);
        else
            Shape = null;
    }

    public TextState Clone() => new() { Distinct = Distinct.Clone(), Top = Top.Clone(), Shape = Shape?.Clone(), _minLength = _minLength, _maxLength = _maxLength };

    public void Absorb(TextBlock block)
    {
        var entries = block.Entries;
        if (entries.IsEmpty)
            return;
        Span<int> counts = stackalloc int[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            counts[i] = entry.Count;
            Distinct.Add(entry.Hash);
            Shape?.Add(entry.Characters, entry.Classes, entry.Count);
            _minLength = Math.Min(_minLength, entry.Characters);
            _maxLength = Math.Max(_maxLength, entry.Characters);
        }
        var taken = BlockCounts.Threshold(counts, block.Rows, TopCapacity);
        for (var i = 0; i < entries.Length; i++)
        {
            if (counts[i] > taken)
                Top.Add(block.Text(entries[i]), counts[i] - taken);
        }
        Top.Lose(taken);
        Top.Settle();
    }

    public TextProfile Build() => new(
        _minLength == int.MaxValue ? 0 : _minLength,
        _maxLength,
        [.. Top.Ranked(StringComparer.Ordinal).Select(item => new TextCount(item.Item, item.Count))],
        Top.MaxError,
        Shape);
}
