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
}
