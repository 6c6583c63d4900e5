using System.Globalization;
using System.Text;
using Saker.Data;

namespace Saker.Platform.Serving.Splits;

/// <summary>Whose each of the 10,000 basis points of keys is. Immutable.</summary>
internal sealed class SlotTable
{
    private const byte Free = byte.MaxValue;

    private readonly byte[] _arms;

    private SlotTable(byte[] arms) => _arms = arms;

    /// <summary>The arm of every slot.</summary>
    public ReadOnlySpan<byte> Arms => _arms;

    /// <summary>As the arms say; where one has keys and does not say which, as its weights alone have it.</summary>
    public static SlotTable Of(IReadOnlyList<SplitArm> arms) => TryRead(arms, out _) ?? Of([.. arms.Select(arm => arm.Weight)]);

    /// <summary>
    /// As the weights alone have it: beginning with all keys at the control, odd candidates grow from the low end and even ones from the high end. So of one or two
    /// candidates each keeps its keys while any of them grows.
    /// </summary>
    public static SlotTable Of(IReadOnlyList<int> weights) => new SlotTable(new byte[EndpointSplit.AllKeys]).Move(weights);

    /// <summary>What is wrong with the slots that arms say; null when nothing is.</summary>
    public static Problem? FindFault(IReadOnlyList<SplitArm> arms)
    {
        if (arms.All(arm => arm.Slots is null))
            return null;
        return TryRead(arms, out var fault) is null ? new Problem("arms", fault) : null;
    }

    /// <summary>The table with other weights; as few slots as possible change their arm.</summary>
    public SlotTable Move(IReadOnlyList<int> weights)
    {
        var arms = (byte[])_arms.Clone();
        var has = Count(arms, weights.Count);
        // 1. Candidates that shrink let go of the slots they took last: those farthest from the end they grow from.
        for (var arm = 1; arm < weights.Count; arm++)
            Paint(arms, (byte)arm, Free, has[arm] - weights[arm], fromLow: !GrowsFromLow(arm));
        // 2. Candidates that grow take those, and then the control's.
        for (var arm = 1; arm < weights.Count; arm++)
        {
            var wanted = weights[arm] - has[arm];
            wanted -= Paint(arms, Free, (byte)arm, wanted, GrowsFromLow(arm));
            Paint(arms, 0, (byte)arm, wanted, GrowsFromLow(arm));
        }
        // 3. What is left is the control's.
        arms.AsSpan().Replace(Free, (byte)0);
        return new SlotTable(arms);
    }

    /// <summary>The arms with the slots they have, where these do not follow from the weights.</summary>
    public IReadOnlyList<SplitArm> Describe(IReadOnlyList<SplitArm> arms)
    {
        if (_arms.AsSpan().SequenceEqual(Of([.. arms.Select(arm => arm.Weight)])._arms))
            return [.. arms.Select(arm => arm with { Slots = null })];
        return [.. arms.Select((arm, i) => arm with { Slots = i == 0 ? null : Write((byte)i) })];
    }

    private static bool GrowsFromLow(int arm) => arm % 2 != 0;

    private static int[] Count(ReadOnlySpan<byte> arms, int count)
    {
        var counts = new int[Math.Max(count, byte.MaxValue + 1)];
        foreach (var arm in arms)
            counts[arm]++;
        return counts;
    }

    /// <summary>Gives up to so many slots of one arm to another, and says how many there were.</summary>
    private static int Paint(Span<byte> arms, byte from, byte to, int most, bool fromLow)
    {
        var painted = 0;
        for (var i = 0; i < arms.Length && painted < most; i++)
        {
            ref var slot = ref arms[fromLow ? i : arms.Length - 1 - i];
            if (slot != from)
                continue;
            slot = to;
            painted++;
        }
        return painted;
    }

    private static SlotTable? TryRead(IReadOnlyList<SplitArm> arms, out string fault)
    {
        fault = "";
        var table = new byte[EndpointSplit.AllKeys];
        for (var i = 1; i < arms.Count; i++)
        {
            if (arms[i].Slots is null && arms[i].Weight > 0)
                fault = $"say which keys are whose, but not those of '{arms[i].Name}'.";
            else if (!TryRead(arms[i].Slots ?? "", table, (byte)i))
                fault = $"give '{arms[i].Name}' the slots '{arms[i].Slots}'; they must be ranges such as 0-499,9000-9499 that no other arm has.";
            else if (table.AsSpan().Count((byte)i) is var count && count != arms[i].Weight)
                fault = $"give '{arms[i].Name}' {count} slots for a weight of {arms[i].Weight}.";
            if (fault.Length > 0)
                return null;
        }
        return new SlotTable(table);
    }

    private static bool TryRead(string text, Span<byte> table, byte arm)
    {
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            if (!TryNumber(dash < 0 ? range : range[..dash], out var first) || !TryNumber(dash < 0 ? range : range[(dash + 1)..], out var last) || last < first)
                return false;
            var slots = table[first..(last + 1)];
            if (slots.ContainsAnyExcept((byte)0))
                return false;
            slots.Fill(arm);
        }
        return true;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < EndpointSplit.AllKeys;

    private string Write(byte arm)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _arms.Length; i++)
        {
            if (_arms[i] != arm)
                continue;
            var first = i;
            while (i + 1 < _arms.Length && _arms[i + 1] == arm)
                i++;
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{first}");
            if (i > first)
                text.Append(CultureInfo.InvariantCulture, $"-{i}");
        }
        return text.ToString();
    }
}
