namespace Saker.Platform.Serving.Queueing;

/// <summary>Items in order, linked through themselves: joining and leaving cost nothing. Not thread-safe.</summary>
internal sealed class ItemList
{
    public QueueItem? First { get; private set; }

    public QueueItem? Last { get; private set; }

    public int Count { get; private set; }

    public long Rows { get; private set; }

    public long Bytes { get; private set; }

    public void Append(QueueItem item)
    {
        item.List = this;
        item.Previous = Last;
        item.Next = null;
        if (Last is null)
            First = item;
        else
            Last.Next = item;
        Last = item;
        Count++;
        Rows += item.Rows;
        Bytes += item.Bytes;
    }

    public void Remove(QueueItem item)
    {
        if (item.Previous is null)
            First = item.Next;
        else
            item.Previous.Next = item.Next;
        if (item.Next is null)
            Last = item.Previous;
        else
            item.Next.Previous = item.Previous;
        (item.List, item.Previous, item.Next) = (null, null, null);
        Count--;
        Rows -= item.Rows;
        Bytes -= item.Bytes;
    }

    /// <summary>The earliest deadline; <see cref="long.MaxValue"/> for none.</summary>
    public long FirstDeadline()
    {
        var first = long.MaxValue;
        for (var item = First; item is not null; item = item.Next)
            first = Math.Min(first, item.Deadline);
        return first;
    }

    /// <summary>Moves those whose deadline has passed to another list.</summary>
    public void MoveExpired(ItemList into, long now)
    {
        for (var item = First; item is not null;)
        {
            var next = item.Next;
            if (item.Deadline <= now)
            {
                Remove(item);
                into.Append(item);
            }
            item = next;
        }
    }
}
