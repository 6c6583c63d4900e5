namespace Saker.Testing.Requests;

/// <summary>Bytes as they come from broken or hostile clients, whatever they mean.</summary>
public static class ByteMutation
{
    public static byte[] Of(byte[] bytes, Random random)
    {
        var mutated = new List<byte>(bytes);
        for (var count = random.Next(1, 4); count > 0 && mutated.Count > 0; count--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(7))
            {
                case 0: mutated[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: mutated[at] = (byte)random.Next(256); break;
                case 2: mutated.RemoveAt(at); break;
                case 3: mutated.Insert(at, (byte)random.Next(256)); break;
                case 4: mutated.RemoveRange(at, random.Next(mutated.Count - at)); break;
                case 5: mutated.InsertRange(at, mutated.Skip(random.Next(mutated.Count)).Take(random.Next(20)).ToArray()); break;
                default: mutated[at] = 0xff; break;
            }
        }
        return [.. mutated];
    }
}
