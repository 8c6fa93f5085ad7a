package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.List;

/**
 * A peer as it is started.
 *
 * @param label names it in tables
 * @param peer the word for the peers' {@code run.sh}: {@code jctorch}
 * @param suffix what is put behind a case: {@code .cl} for channels-last
 * @param keepsMemory whether freed memory is kept by the process (MALLOC=1)
 * @param kinds what it is asked for
 */
record PeerSetting(String label, String peer, String suffix, boolean keepsMemory, List<Job.Kind> kinds) {
    private static final List<Job.Kind> WITH_PICTURES = List.of(Job.Kind.MODEL, Job.Kind.CONVOLUTIONS);
    private static final List<Job.Kind> NETWORKS = List.of(Job.Kind.MODEL, Job.Kind.CONVOLUTIONS, Job.Kind.START);

    /** What users get who set nothing. */
    static final String DEFAULT = "default";

    /** All settings of the named peers. */
    static List<PeerSetting> of(List<String> peers) {
        List<PeerSetting> settings = new ArrayList<>();
        for (String peer : peers) {
            boolean first = peer.equals(peers.getFirst());
            String prefix = first ? "" : peer + " ";
            settings.add(new PeerSetting(prefix + DEFAULT, peer, "", false, NETWORKS));
            settings.add(new PeerSetting(prefix + "malloc kept", peer, "", true, WITH_PICTURES));
            if (peer.equals("jctorch")) {
                settings.add(new PeerSetting(prefix + "channels-last", peer, ".cl", false, WITH_PICTURES));
                settings.add(new PeerSetting(prefix + "channels-last, malloc kept", peer, ".cl", true, WITH_PICTURES));
            }
        }
        settings.add(new PeerSetting("oneDNN", "gemm-dnnl", "", false, List.of(Job.Kind.PRODUCTS)));
        settings.add(new PeerSetting("OpenBLAS", "gemm-openblas", "", false, List.of(Job.Kind.PRODUCTS)));
        return settings;
    }

    /** Whether the peer has such a case; M1 has no pictures whose channels could be last. */
    boolean suits(Job job) {
        if (job.cases().contains(StartUp.FIRST_STEP)) {
            return false;
        }
        return kinds.contains(job.kind()) && !(suffix.equals(".cl") && job.cases().getFirst().startsWith("m1."));
    }

    /** The word for the peer's program. */
    String word(Job job) {
        return switch (job.kind()) {
            case MODEL -> job.cases().getFirst() + suffix;
            case CONVOLUTIONS -> "conv" + suffix;
            case PRODUCTS -> "gemm";
            case START -> "first";
        };
    }

    /** Our name of the case that a peer's result is about. */
    String ownName(String name) {
        return !suffix.isEmpty() && name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }
}
