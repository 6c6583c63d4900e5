using System.Text;
using System.Text.Json;

namespace Saker.Data.Profiles;

/// <summary>The profile of one column as JSON.</summary>
internal static class ColumnJson
{
    public static void Write(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.Type.Name());
        writer.WriteNumber("count", column.Count);
        writer.WriteNumber("nulls", column.NullCount);
        writer.WriteNumber("distinct", column.DistinctCount);
        if (column.Distinct.IsExact)
            writer.WriteBase64String("distinct_hashes", JsonNumbers.Pack([.. column.Distinct.Exact]));
        else
            writer.WriteBase64String("distinct_ranks", column.Distinct.Ranks);
        if (column.Numbers is { } numbers)
            Write(writer, numbers);
        if (column.Texts is { } texts)
            Write(writer, texts);
        writer.WriteEndObject();
    }

    public static ColumnProfile Read(JsonElement column, long rows)
    {
        var typeName = Text(column, "type");
        var type = ColumnTypes.Find(typeName) ?? throw ProfileFault.Wrong($"'{typeName}' is not a type.");
        var distinct = column.TryGetProperty("distinct_hashes", out var hashes)
            ? DistinctSketch.FromExact(JsonNumbers.Words(hashes))
            : DistinctSketch.FromRanks(column.GetProperty("distinct_ranks").GetBytesFromBase64()) ?? throw ProfileFault.Wrong("distinct_ranks has a wrong length.");
        var (count, nulls) = (column.GetProperty("count").GetInt64(), column.GetProperty("nulls").GetInt64());
        return ColumnProfile.From(
            Text(column, "name"),
            type,
            count,
            nulls,
            rows,
            distinct,
            type == ColumnType.Text ? null : ReadNumbers(type, column.GetProperty("numbers")),
            type == ColumnType.Text ? ReadTexts(column.GetProperty("texts"), count - nulls) : null);
    }

    private static void Write(Utf8JsonWriter writer, NumberProfile numbers)
    {
        writer.WriteStartObject("numbers");
        writer.WriteNumber("count", numbers.Count);
        writer.WriteNumber("infinite", numbers.InfiniteCount);
        if (numbers.Count > 0)
        {
            JsonNumbers.Write(writer, "mean", numbers.Mean);
            JsonNumbers.Write(writer, "squared_deviations", numbers.Moments.SquaredDeviations);
            JsonNumbers.Write(writer, "cubed_deviations", numbers.Moments.CubedDeviations);
            JsonNumbers.Write(writer, "fourth_deviations", numbers.Moments.FourthDeviations);
            JsonNumbers.Write(writer, "min", numbers.Min);
            JsonNumbers.Write(writer, "max", numbers.Max);
        }
        writer.WriteNumber("coins", numbers.Sketch.Coins);
        if (numbers.Sketch.Levels.Count > 1 && double.IsFinite(numbers.Sketch.RankVariance))
            writer.WriteNumber("rank_variance", numbers.Sketch.RankVariance);
        writer.WriteStartArray("levels");
        foreach (var level in numbers.Sketch.Levels)
            writer.WriteBase64StringValue(JsonNumbers.Pack([.. level.Select(BitConverter.DoubleToUInt64Bits)]));
        writer.WriteEndArray();
        if (numbers.Shape is { } shape)
            Write(writer, shape, numbers.Top!);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, NumberShape shape, IReadOnlyList<NumberCount> top)
    {
        writer.WriteNumber("zeros", shape.ZeroCount);
        writer.WriteNumber("negatives", shape.NegativeCount);
        Write(writer, "histogram", shape.Histogram);
        writer.WriteNumber("max_count_error", shape.Top.MaxError);
        writer.WriteStartArray("top");
        foreach (var (value, count) in top)
        {
            writer.WriteStartObject();
            writer.WriteNumber("value", value);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (shape.Times is not { } times)
            return;
        JsonNumbers.Write(writer, "weekdays", times.Weekdays);
        JsonNumbers.Write(writer, "hours", times.HoursOfDay);
    }

    private static void Write(Utf8JsonWriter writer, string name, Histogram histogram)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("exponent", histogram.Exponent);
        writer.WriteNumber("first", histogram.First);
        JsonNumbers.Write(writer, "counts", histogram.Counts);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TextProfile texts)
    {
        writer.WriteStartObject("texts");
        writer.WriteNumber("min_length", texts.MinLength);
        writer.WriteNumber("max_length", texts.MaxLength);
        writer.WriteNumber("max_count_error", texts.MaxCountError);
        writer.WriteStartArray("top");
        foreach (var (text, count) in texts.Top)
        {
            writer.WriteStartObject();
            // By way of UTF-8, as half a surrogate pair is no JSON.
            writer.WriteString("text", Encoding.UTF8.GetBytes(text));
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (texts.Shape is { } shape)
        {
            writer.WriteNumber("characters", shape.CharacterCount);
            Write(writer, "lengths", shape.Lengths);
            JsonNumbers.Write(writer, "containing", shape.Containing);
            JsonNumbers.Write(writer, "only", shape.Only);
        }
        writer.WriteEndObject();
    }

    private static NumberProfile ReadNumbers(ColumnType type, JsonElement numbers)
    {
        var count = numbers.GetProperty("count").GetInt64();
        double? variance = numbers.TryGetProperty("rank_variance", out var known) ? known.GetDouble() : null;
        var sketch = QuantileSketch.From([.. numbers.GetProperty("levels").EnumerateArray().Select(JsonNumbers.Doubles)], numbers.GetProperty("coins").GetInt64(), variance);
        var isFirstVersion = !numbers.TryGetProperty("histogram", out var histogram);
        var moments = count == 0 ? Moments.None : new Moments(
            count,
            JsonNumbers.Read(numbers, "mean"),
            JsonNumbers.Read(numbers, "squared_deviations"),
            isFirstVersion ? double.NaN : JsonNumbers.Read(numbers, "cubed_deviations"),
            isFirstVersion ? double.NaN : JsonNumbers.Read(numbers, "fourth_deviations"),
            JsonNumbers.Read(numbers, "min"),
            JsonNumbers.Read(numbers, "max"));
        return NumberProfile.From(moments, sketch, numbers.GetProperty("infinite").GetInt64(), isFirstVersion ? null : ReadShape(type, numbers, histogram, count));
    }

    private static NumberShape ReadShape(ColumnType type, JsonElement numbers, JsonElement histogram, long count)
    {
        var top = numbers.GetProperty("top").EnumerateArray().Select(item => (item.GetProperty("value").GetDouble(), item.GetProperty("count").GetInt64()));
        var like = new NumberShape(type);
        return NumberShape.From(
            type,
            count,
            (numbers.GetProperty("zeros").GetInt64(), numbers.GetProperty("negatives").GetInt64()),
            ReadHistogram(histogram, like.Histogram),
            FrequentItems<double>.Checked(NumberShape.TopCapacity, [.. top], numbers.GetProperty("max_count_error").GetInt64(), count, null),
            like.Times is null ? null : TimeProfile.From(JsonNumbers.Counts(numbers, "weekdays"), JsonNumbers.Counts(numbers, "hours"), count))
            ?? throw ProfileFault.Wrong("the parts of a column of numbers contradict each other.");
    }

    private static Histogram? ReadHistogram(JsonElement histogram, Histogram like) => Histogram.From(
        like.Unit, like.MinExponent, histogram.GetProperty("exponent").GetInt32(), histogram.GetProperty("first").GetInt64(), JsonNumbers.Counts(histogram, "counts"));

    private static TextProfile ReadTexts(JsonElement texts, long present)
    {
        var top = texts.GetProperty("top").EnumerateArray().Select(item => new TextCount(Text(item, "text"), item.GetProperty("count").GetInt64()));
        var shape = texts.TryGetProperty("lengths", out var lengths)
            ? TextShape.From(present, texts.GetProperty("characters").GetInt64(), ReadHistogram(lengths, new Histogram(1, 0)), JsonNumbers.Counts(texts, "containing"), JsonNumbers.Counts(texts, "only"))
                ?? throw ProfileFault.Wrong("the parts of a column of texts contradict each other.")
            : null;
        return TextProfile.From(texts.GetProperty("min_length").GetInt32(), texts.GetProperty("max_length").GetInt32(), [.. top], texts.GetProperty("max_count_error").GetInt64(), present, shape);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw ProfileFault.Wrong($"{name} is null.");
}
