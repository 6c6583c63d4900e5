using System.Text;

namespace Saker.Dashboard.Live;

/// <summary>What was last rendered of one kind of event.</summary>
/// <param name="Stamp">Its version, or its data where only that tells whether it changed.</param>
/// <param name="Number">Which change of the address it is, so that a watcher knows whether it has it.</param>
/// <param name="Frame">As it goes over the wire.</param>
internal sealed record LiveSlot(string Stamp, long Number, byte[] Frame)
{
    /// <summary>In which second of its address it was rendered.</summary>
    public long Second { get; init; }

    public static LiveSlot Of(string name, string stamp, long number, string data) => new(stamp, number, Encode(name, data));

    // Every line of the data is a field of its own; a carriage return alone would end a line too.
    private static byte[] Encode(string name, string data)
    {
        var frame = new StringBuilder(data.Length + 64).Append("event: ").Append(name).Append('\n');
        foreach (var line in data.AsSpan().EnumerateLines())
            frame.Append("data: ").Append(line).Append('\n');
        return Encoding.UTF8.GetBytes(frame.Append('\n').ToString());
    }
}
