using System.Diagnostics.CodeAnalysis;

namespace Tumen.Import;

/// <summary>Looks names up once each, by their bytes.</summary>
internal sealed class NameCache(Func<string, string?> find)
{
    private const int Most = 100_000;
    private readonly Dictionary<byte[], string?> _known = new(new Bytes());

    public string? Of(ReadOnlySpan<byte> name)
    {
        var lookup = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(name, out string? id))
        {
            id = find(TextForm.Decode(name));
            if (_known.Count < Most)
            {
                lookup[name] = id;
            }
        }

        return id;
    }

    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
